import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { loadDemonstration } from './demonstration/load-demonstration.ts'
import { loadRegister } from './load-register.ts'
import { drawProgress } from './progress-bar.ts'

/** `npm run seed`: loads the real register into DATABASE_URL; `-- --demonstration` adds the trial's invented set. */

const { values } = parseArgs({ options: { demonstration: { type: 'boolean', default: false } } })
const address = process.env.DATABASE_URL
if (!address) {
  console.error(
    'Set DATABASE_URL to the database to load, for example: DATABASE_URL=$(npm run --silent local -- --url) npm run seed',
  )
  process.exit(1)
}

const sql = postgres(address, { max: 1, onnotice: () => {} })
try {
  const results = await loadRegister(sql, drawProgress)
  for (const { relation, added, kept, refused } of results) {
    console.log(`${relation}: ${added} added, ${kept} kept, ${refused.length} refused`)
    for (const row of refused) console.error(`refused: ${relation} ${row.key}: ${row.reason}`)
  }
  if (values.demonstration) for (const line of await loadDemonstration(sql)) console.log(line)
  if (results.some((result) => result.refused.length > 0)) process.exitCode = 1
} catch (error) {
  console.error(`Nothing more was loaded: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
} finally {
  await sql.end()
}
