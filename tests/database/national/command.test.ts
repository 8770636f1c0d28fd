import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checksums } from '../../fixtures/database/checksums.ts'
import { type Copies, startCopies } from '../../fixtures/database/copies.ts'

const SCRIPT = fileURLToPath(new URL('../../../supabase/seed/national/load.ts', import.meta.url))
let copies: Copies

beforeAll(() => {
  copies = startCopies()
})
afterAll(() => copies.stop())

/** The command, as npm runs it, without a terminal. */
function start(url: string, ...given: string[]) {
  return spawn(process.execPath, [SCRIPT, ...given], { env: { ...process.env, DATABASE_URL: url } })
}

async function run(url: string, ...given: string[]) {
  const child = start(url, ...given)
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { output, errors, code }
}

test('loads, refuses to load twice, and takes away what it loaded', async () => {
  const { sql, url } = await copies.open()
  const before = await checksums(sql)
  expect(await run(url, '--organizations', '300')).toEqual({
    output: expect.stringMatching(
      /^public\.levels: 5 added\n(.*\n)*public\.platforms: 11 added\n(.*\n)*public\.organizations: 300 added\n(.*\n)*done in [\d.]+ s\n$/,
    ),
    errors: '',
    code: 0,
  })
  expect(await run(url)).toEqual({
    output: '',
    errors: expect.stringContaining('take them away first: npm run seed:national -- --undo'),
    code: 1,
  })
  expect(await run(url, '--undo')).toMatchObject({ errors: '', code: 0 })
  expect(await checksums(sql)).toEqual(before)
})

test('answers what it cannot read, or where no database is named, with a sentence', async () => {
  const refused = (sentence: string) => ({
    output: '',
    errors: expect.stringMatching(new RegExp(`^${sentence}.*\n$`)),
    code: 1,
  })
  expect(await Promise.all([run('', '--organizations', 'many'), run('')])).toEqual([
    refused('--organizations takes a whole number from 200 to 200000, not many\\.'),
    refused('Set DATABASE_URL'),
  ])
})

test('a load that is killed on its way leaves nothing', async () => {
  const { sql, url } = await copies.open()
  const before = await checksums(sql)
  const other = postgres(url, { max: 1, onnotice: () => {} })
  // Whoever needs the next number of a contact waits: organizations, accounts and registrations are in by then.
  await other`begin`
  await other`alter sequence public.contacts_id_seq cycle`
  const child = start(url, '--organizations', '300')
  const ended = once(child, 'close')
  const waiting = async () => (await other`select pid from pg_locks where not granted`)[0]?.pid
  let session = await waiting()
  while (session === undefined) session = await waiting()
  child.kill('SIGKILL')
  await ended
  await other`rollback`
  while ((await other`select from pg_stat_activity where pid = ${session}`).length > 0);
  await other.end()
  expect(await checksums(sql)).toEqual(before)
})
