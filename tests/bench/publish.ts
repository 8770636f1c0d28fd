import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { brotliCompressSync } from 'node:zlib'
import postgres, { type Sql } from 'postgres'
import { FIRST } from '../../src/lib/search/index/names-files.ts'
import { runCommand } from '../../supabase/local/process/command.ts'
import { judge } from './goals.ts'
import { watchMemory } from './process-tree.ts'
import { createTrial, machine, secondsSince, type Trial, until } from './trial.ts'
import { renderingYardstick } from './yardstick.ts'

/**
 * `npm run bench:publish [-- --sizes 1000,10000,77000]`: from the approval of a school to its page being served, with every page made
 * anew and with the change laid into the last site, at growing sizes of the register. Goals for 77,000 beside the yardstick of rendering; linear.
 */

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const CHANGES = 3
const { values } = parseArgs({ options: { sizes: { type: 'string', default: '1000,10000,77000' } } })
const sizes = values.sizes.split(',').map(Number)

/** Removed when all is measured: for five minutes ext4 without a journal passes over each inode that was freed, one by one. */
const trials: Trial[] = []

function runScript(script: string, args: string[], variables: Record<string, string>): void {
  const { status, stderr } = spawnSync(process.execPath, [join(PROJECT, script), ...args], {
    cwd: PROJECT,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 28,
  })
  if (status !== 0) throw new Error(`${script} failed: ${stderr}`)
}

interface Published {
  rendered: number
  pages: number
  parts: Record<string, number>
}

/** The newest word of the publisher. */
function lastPublished(trial: Trial): Published {
  const log = readFileSync(join(trial.folder, 'log', 'stack.log'), 'utf8')
  const [last] = [...log.matchAll(/published: (\d+) of (\d+) pages made in [\d.]+ s \(([^)]*)\)/g)].slice(-1)
  const parts = (last?.[3] ?? '').split(', ').map((part) => part.split(' '))
  return {
    rendered: Number(last?.[1]),
    pages: Number(last?.[2]),
    parts: Object.fromEntries(parts.map(([name = '', seconds]) => [name, Number(seconds)])),
  }
}

/** Waits until the site shows the newest revision and nothing is queued or being built. */
async function untilQuiet(trial: Trial, sql: Sql): Promise<void> {
  const { SITE_URL } = await trial.running()
  await until(async () => {
    const [row] = await sql`
      select s.revision::integer, exists (select from private.publications where state in ('queued', 'building')
        and not_before <= now()) as busy from public.register_state s`
    const shown = await fetch(`${SITE_URL}/publication.json`)
      .then((answer) => answer.json())
      .catch(() => null)
    return shown?.revision >= row?.revision && row?.busy === false ? true : null
  }, 900)
}

/** Approves one school's registration and waits until its page says so. `tell` is done right after the approval. */
async function approve(
  trial: Trial,
  sql: Sql,
  tell: () => Promise<unknown> = async () => {},
): Promise<number> {
  const { SITE_URL } = await trial.running()
  const [waiting] = await sql`
    select r.id, o.code from public.registrations r join public.organizations o on o.code = r.organization_code
    where r.state = 'submitted' and r.purpose = 'register' and o.status = 'expected' and o.kind = 'school'
      and not exists (select from public.accounts a where a.organization_code = o.code and a.closed_on is null)
      and not exists (select from public.registrations s where s.organization_code = o.code and s.state in ('approved', 'activated'))
    order by r.submitted_at, r.id limit 1`
  if (waiting === undefined) throw new Error('no registration of an expected school waits for a decision')
  const address = `${SITE_URL}/o/${waiting.code.slice(0, 2)}/${waiting.code}`
  const isExpected = async () =>
    /name="description" content="[^"]*尚未登记/.test(await (await fetch(address)).text())
  if (!(await isExpected())) throw new Error(`${address} does not say 尚未登记 to begin with`)
  const start = performance.now()
  await sql`update public.registrations set state = 'approved' where id = ${waiting.id}`
  await tell()
  // Asked seldom, for the asking takes from the two cores that are measured.
  await until(async () => ((await isExpected()) ? null : true), 600, 100)
  return secondsSince(start)
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
}

/** Whether the site that was laid together change by change is what a whole build of its snapshot gives. */
async function equalsWholeBuild(trial: Trial): Promise<boolean> {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, SITE_URL } = await trial.running()
  const out = join(trial.folder, 'whole')
  const memory = join(trial.folder, 'whole-memory')
  const snapshot = join(trial.folder, 'publication', 'snapshot.sqlite')
  runScript('src/lib/publishing/build.ts', ['--snapshot', snapshot, '--out', out, '--memory', memory], {
    SUPABASE_URL,
    SUPABASE_PUBLISHABLE_KEY,
    SITE_URL,
  })
  const served = realpathSync(join(trial.folder, 'site', 'current'))
  const [whole, laid] = [filesBelow(out), filesBelow(served)]
  return (
    whole.join('\n') === laid.join('\n') &&
    whole.every((file) => readFileSync(join(out, file)).equals(readFileSync(join(served, file))))
  )
}

/** Of the index as a page comes to hold it: the first file and the large ones, not the small ones that stand in for them. */
function namesIndexBytes(trial: Trial): number {
  const folder = join(trial.folder, 'site', 'current', 'names')
  const files = [FIRST, ...readdirSync(join(folder, 'all')).map((file) => join('all', file))]
  return files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(folder, file))).length, 0)
}

async function measure(size: number) {
  const trial = await createTrial({ MINGLU_SEED: 'none' })
  trials.push(trial)
  try {
    await trial.start()
    const { DATABASE_URL, PUBLICATION_HOOK_URL } = await trial.running()
    runScript('supabase/seed/national/load.ts', ['--organizations', String(size)], { DATABASE_URL })
    const sql = postgres(await trial.superuserUrl(), { max: 1, onnotice: () => {} })
    try {
      await untilQuiet(trial, sql)
      const memory = watchMemory('publishing/build.ts')
      const publish_s = await approve(trial, sql, () => fetch(PUBLICATION_HOOK_URL, { method: 'POST' }))
      const whole = lastPublished(trial)
      if (whole.rendered !== whole.pages) throw new Error(`only ${whole.rendered} pages were made anew`)
      await untilQuiet(trial, sql)
      const changes: { seconds: number; rendered: number; parts: Record<string, number> }[] = []
      for (let change = 0; change < CHANGES; change += 1) {
        const seconds = await approve(trial, sql)
        await untilQuiet(trial, sql)
        changes.push({ seconds, ...lastPublished(trial) })
      }
      const peak_mib = memory.stop()
      const [counted] = await sql`select count(*)::integer as organizations from public.organizations`
      return {
        organizations: Number(counted?.organizations),
        publish_s,
        one_change_s:
          changes.map(({ seconds }) => seconds).toSorted((a, b) => a - b)[Math.floor(CHANGES / 2)] ?? 0,
        peak_mib,
        pages: whole.pages,
        names_index_bytes: namesIndexBytes(trial),
        laid_in_equals_whole: await equalsWholeBuild(trial),
        yardstick_s: renderingYardstick(),
        whole: whole.parts,
        changes,
      }
    } finally {
      await sql.end()
    }
  } finally {
    await trial.stop()
  }
}

await runCommand(async () => {
  const results: Awaited<ReturnType<typeof measure>>[] = []
  try {
    for (const size of sizes) results.push(await measure(size))
  } finally {
    for (const trial of trials) await trial.remove()
  }

  console.log(`\nMeasured on ${machine()}; seconds of each part from its beginning to its end, parts overlap`)
  console.table(results.map(({ organizations, pages: made, whole }) => ({ organizations, made, ...whole })))
  console.log('One change, laid into the last site')
  console.table(
    results.flatMap(({ organizations, changes }) =>
      changes.map(({ seconds, rendered, parts }) => ({ organizations, seconds, rendered, ...parts })),
    ),
  )
  console.table(
    results.map(
      ({ organizations, pages, publish_s, one_change_s, peak_mib, laid_in_equals_whole, yardstick_s }) => ({
        organizations,
        publish_s,
        ms_a_page: Math.round((1e5 * publish_s) / pages) / 100,
        one_change_s,
        yardstick_s,
        peak_mib,
        laid_in_equals_whole,
      }),
    ),
  )
  const last = results.at(-1)
  if (last === undefined) throw new Error('no size was measured')
  const { whole: _whole, changes: _changes, ...largest } = last
  const { publish_s, one_change_s, peak_mib, yardstick_s } = largest
  console.table(judge('publish', { publish_s, one_change_s, peak_mib, yardstick_s }))
  console.log(JSON.stringify(largest))
})
