import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import postgres from 'postgres'
import { expect, inject, test } from 'vitest'

const stack = inject('stack')

/** Every file of the served site, unpacked where it is packed. */
function* servedFiles(folder: string): Generator<{ file: string; bytes: Buffer }> {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    if (statSync(file).isDirectory()) yield* servedFiles(file)
    else yield { file, bytes: unpacked(readFileSync(file)) }
  }
}

function unpacked(bytes: Buffer): Buffer {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes)
  try {
    return brotliDecompressSync(bytes)
  } catch {
    return bytes
  }
}

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
  for (const { file, bytes } of servedFiles(join(stack.siteFolder, 'current'))) {
    if (bytes.includes('演示数据')) controls += 1
    for (const secret of secrets) if (bytes.includes(secret)) leaks.push(`${file}: ${secret}`)
  }
  expect(leaks).toEqual([])
  // The same search finds the banner that every page carries, so it can find.
  expect(controls).toBeGreaterThan(5000)
})
