import { join } from 'node:path'
import postgres from 'postgres'
import { expect, inject, test } from 'vitest'
import { siteFiles } from '../fixtures/site-files.ts'

const stack = inject('stack')

test('nothing about a contact is anywhere in the built site, index files included', async () => {
  const sql = postgres(stack.databaseUrl.superuser, { max: 1, onnotice: () => {} })
  const contacts = await sql`select name, mobile, email::text from public.contacts`
  const people = await sql`select real_name from public.account_persons`
  await sql.end()
  const secrets = [
    ...contacts.flatMap((contact) => [contact.name, contact.mobile, contact.email]),
    ...people.map((person) => person.real_name),
    stack.secretKey,
  ]
  expect(contacts.length).toBeGreaterThan(50)

  const leaks: string[] = []
  let controls = 0
  for (const { file, bytes } of siteFiles(join(stack.siteFolder, 'current'))) {
    if (bytes.includes('演示数据')) controls += 1
    for (const secret of secrets) if (bytes.includes(secret)) leaks.push(`${file}: ${secret}`)
  }
  expect(leaks).toEqual([])
  // The same search finds the banner that every page carries, so it can find.
  expect(controls).toBeGreaterThan(5000)
})
