import postgres from 'postgres'
import { drawProgress } from '../progress-bar.ts'
import { readArguments } from './arguments.ts'
import { type AddedRows, loadNational } from './loading/load-national.ts'
import { undoNational } from './loading/undo-national.ts'

/**
 * `npm run seed:national`: fills DATABASE_URL with a generated country of 77,000 organizations, or `-- --organizations N`;
 * `-- --undo` takes it away again.
 */

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

function readOrFail() {
  try {
    return readArguments(process.argv.slice(2))
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

const { organizations, undo } = readOrFail()
const address = process.env.DATABASE_URL
if (!address)
  fail(
    'Set DATABASE_URL to the database to fill, for example: DATABASE_URL=$(npm run --silent local -- --url) npm run seed:national',
  )

const started = performance.now()
const sql = postgres(address, { max: 1, onnotice: () => {} })

function report(verb: string, counts: AddedRows): void {
  for (const [relation, count] of Object.entries(counts)) console.log(`${relation}: ${count} ${verb}`)
  console.log(`done in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

/** Fresh statistics, so that the first readers do not wait for the planner to learn; after an undo the space comes back too. */
async function settle(options: string): Promise<void> {
  await sql.unsafe(
    `vacuum (${options}) public.organizations, public.accounts, public.account_persons, public.registrations, public.contacts, public.announcements, public.register_events, public.register_changes`,
  )
}

try {
  if (undo) {
    const counts = await undoNational(sql, drawProgress)
    await settle('analyze')
    report('taken away', counts)
  } else {
    const counts = await loadNational(sql, { size: organizations, onProgress: drawProgress })
    await settle('analyze')
    report('added', counts)
  }
} catch (error) {
  console.error(`Nothing was changed: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
} finally {
  await sql.end()
}
