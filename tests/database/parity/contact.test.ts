import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { ContactInput } from '#contracts/contact/contact.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { test } from '../../fixtures/database/room.ts'

const whole = { name: '程晚晴', post: '团委书记', phone: null, mobile: '13777700001' }

/** The tidied contact, or the field that was refused first. */
type Verdict = { readonly tidied: unknown } | { readonly refused: string | undefined }

async function inDatabase(sql: Sql, contact: object): Promise<Verdict> {
  let tidied: unknown
  const refusal = await refusalOf(sql, async () => {
    const [row] = await sql`select k.name, k.post, k.phone, k.mobile
      from private.read_contact(${JSON.stringify(contact)}::text::jsonb) as k`
    tidied = row
  })
  return refusal === null ? { tidied } : { refused: refusal.field?.replace('contact.', '') }
}

function inForm(contact: object): Verdict {
  const read = ContactInput.safeParse(contact)
  return read.success ? { tidied: read.data } : { refused: read.error.issues[0]?.path.join('.') }
}

const names = [
  '程',
  '程晚',
  ' 程\u3000晚 ',
  '𠮷',
  '𠮷𠮷',
  '程'.repeat(30),
  '程'.repeat(31),
  '𠮷'.repeat(30),
  '𠮷'.repeat(31),
  '\u200b\u200b\u200b',
  '',
  'Ａb',
  '程\u202e晚',
  '阿卜杜拉·买买提',
  "O'Neil",
  '👩‍👩',
  'e\u0301',
]

const mobiles = [
  '13777700001',
  '１３７７７７００００１',
  ' 137 7770 0001 ',
  '137-7770-0001',
  '(137)7770.0001',
  '+86 13777700001',
  '+8613777700001',
  '008613777700001',
  '8613777700001',
  '86137777000011',
  '+85213777700001',
  '137\u200b77700001',
  '137\t7770\u00a00001',
  '137—7770—0001',
  '1377770000',
  '137777000012',
  '12777700001',
  '10777700001',
  '23777700001',
  '1377770000a',
  '١٣٧٧٧٧٠٠٠٠١',
  '③3777700001',
  '86',
  '+86',
  '()',
  '-',
  '',
]

const phones = [
  null,
  '',
  ' ',
  '-',
  '()',
  '62511234',
  '6251123',
  '010-62511234',
  '01062511234',
  '010 62511234',
  '(010)62511234',
  '（010）６２５１１２３４',
  '(010) 6251-1234',
  '010--62511234',
  '-010-62511234-',
  '010-62511234-801',
  '01062511234-801',
  '010 62511234 801',
  '010-62511234-8012345',
  '0571-64212345',
  '057164212345',
  '0571642123',
  '05716421234',
  '+86 571 64212345',
  '+86-0571-64212345',
  '86 10 62511234',
  '8610-62511234',
  '86251123',
  '86251123-801',
  '861062511234',
  '+86(10)62511234',
  '0086-10-62511234',
  '023-12345678',
  '0231234567',
  '02312345678',
  '000-1234567',
  '00012345678',
  '13777700001',
  '12345',
  '010-6251123a',
  '٠١٠-٦٢٥١١٢٣٤',
  '010\u200b-62511234',
  '400-800-1234',
]

describe('a contact gets one verdict and one tidied value from the form and from the database', () => {
  test.for(names)('name %j', async (name, { sql }) => {
    expect(await inDatabase(sql, { ...whole, name })).toEqual(inForm({ ...whole, name }))
  })

  test.for(names)('post %j', async (post, { sql }) => {
    expect(await inDatabase(sql, { ...whole, post })).toEqual(inForm({ ...whole, post }))
  })

  test.for(mobiles)('mobile %j', async (mobile, { sql }) => {
    expect(await inDatabase(sql, { ...whole, mobile })).toEqual(inForm({ ...whole, mobile }))
  })

  test.for(phones)('telephone %j', async (phone, { sql }) => {
    expect(await inDatabase(sql, { ...whole, phone })).toEqual(inForm({ ...whole, phone }))
  })

  test.for(mobiles)('the sentence about mobile %j is the same', async (mobile, { sql }) => {
    const read = ContactInput.safeParse({ ...whole, mobile })
    const refusal = await refusalOf(
      sql,
      () => sql`select private.read_contact(${JSON.stringify({ ...whole, mobile })}::text::jsonb)`,
    )
    expect(refusal?.message).toBe(read.error?.issues[0]?.message)
  })
})
