import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { remote, runSupabase } from '../../../supabase/local/database/supabase-cli.ts'
import { type Copies, type Copy, startCopies } from '../../fixtures/database/copies.ts'
import { loadRegister } from '../../fixtures/database/register.ts'

const Advice = z.object({
  results: z.array(z.object({ name: z.string(), level: z.string(), detail: z.string() })),
})

let copies: Copies
let copy: Copy
let home: string

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'minglu-advisor-'))
  copies = startCopies()
  copy = await copies.open()
  await loadRegister(copy.sql)
  await copy.sql`analyze`
})
afterAll(async () => {
  await copies.stop()
  await rm(home, { recursive: true })
})

/**
 * What Supabase's own advisor, which its command carries, has against the database: errors and warnings. The hosted one is newer and asks
 * about functions too; conventions.test.ts has a rule for what it asks.
 */
async function advice(): Promise<string[]> {
  const args = [
    'db',
    'advisors',
    remote(copy.url),
    '--level',
    'warn',
    '--fail-on',
    'none',
    '--output-format',
    'json',
  ]
  const { results } = Advice.parse(JSON.parse(await runSupabase(args, home)))
  return results.map(({ level, name, detail }) => `${level} ${name}: ${detail}`)
}

test('Supabase’s advisor has nothing against the database', { timeout: 90_000 }, async () => {
  expect(await advice()).toEqual([])
})

test('it would have, of a table that stood open and of two policies for one thing', {
  timeout: 90_000,
}, async () => {
  await copy.sql.unsafe(`
    create table public.doubtful (id integer primary key);
    grant select on public.doubtful to anon;
    create policy "one more" on public.divisions for select to anon using (code = '33')`)
  expect((await advice()).sort()).toEqual([
    expect.stringMatching(/^ERROR rls_disabled_in_public: .*public\.doubtful/),
    expect.stringMatching(/^WARN multiple_permissive_policies: .*public\.divisions/),
  ])
})
