import { join } from 'node:path'
import postgres from 'postgres'
import { expect, inject, test } from 'vitest'
import {
  INVENTED_MAILBOX,
  INVENTED_MOBILE,
  INVENTED_NAME,
} from '../../supabase/seed/national/words/people.ts'
import { siteFiles } from '../fixtures/site-files.ts'

const stack = inject('stack')
const PERSONAL = new RegExp(
  [INVENTED_NAME, INVENTED_MOBILE, INVENTED_MAILBOX].map(({ source }) => source).join('|'),
  'gu',
)

test('nothing about any of 71,000 contacts is anywhere in the built site', async () => {
  const sql = postgres(stack.databaseUrl.superuser, { max: 1, onnotice: () => {} })
  const [contacts] = await sql`
    select count(*)::integer as all, (count(*) filter (
      where name ~ ${`^${INVENTED_NAME.source}$`} and mobile ~ ${INVENTED_MOBILE.source} and email::text ~ ${INVENTED_MAILBOX.source}))::integer as invented
    from public.contacts where mobile is not null`
  await sql.end()
  expect(contacts?.all).toBeGreaterThan(50_000)
  // What is looked for is what they have.
  expect(contacts?.invented).toBe(contacts?.all)

  const leaks: string[] = []
  let pages = 0
  for (const { file, bytes } of siteFiles(join(stack.siteFolder, 'current'))) {
    const text = bytes.toString('utf8')
    if (text.includes('演示数据')) pages += 1
    for (const [found] of text.matchAll(PERSONAL)) leaks.push(`${file}: ${found}`)
  }
  expect(leaks).toEqual([])
  // The same search finds the banner that every page carries, so it can find.
  expect(pages).toBeGreaterThan(77_000)
})
