import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { RecoveryInput, RecoveryReason, RecoveryState } from '#contracts/contact/recovery.ts'
import { asContact, asOwner } from '../../fixtures/database/callers.ts'
import { issuedCredential } from '../../fixtures/database/credentials.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { test } from '../../fixtures/database/room.ts'

const whole = {
  organization_code: CODE.school as string,
  why: 'person_left' as string | null,
  contact: { name: '许知遥', post: '团委副书记', phone: '0571-64212345', mobile: '13777700002' },
  note: null as string | null,
}

/** What is kept of a request, or the field that was refused, with its sentence. */
type Verdict = { readonly kept: unknown } | { readonly refused: string | undefined; readonly said: string }

async function inDatabase(sql: Sql, request: object): Promise<Verdict> {
  await issuedCredential(sql)
  await asContact(sql, 'xu.zhiyao@example.org')
  const refusal = await refusalOf(
    sql,
    () => sql`select public.request_recovery(${JSON.stringify(request)}::text::jsonb)`,
  )
  if (refusal !== null) return { refused: refusal.field, said: refusal.message }
  await asOwner(sql)
  const [row] = await sql`
    select organization_code, why, note, name, post, phone, mobile from private.recoveries where state = 'asked'`
  const { organization_code, why, note, ...contact } = row ?? {}
  return { kept: { organization_code, why, contact, note } }
}

function inForm(request: object): Verdict {
  const read = RecoveryInput.safeParse(request)
  const [issue] = read.error?.issues ?? []
  return issue === undefined ? { kept: read.data } : { refused: issue.path.join('.'), said: issue.message }
}

/** Without the sentence: that of a contact's field is compared where contacts are, and the database knows more of a code than the form. */
const sameVerdict = (verdict: Verdict) => ('kept' in verdict ? verdict : { refused: verdict.refused })

const codes = [
  CODE.school,
  ` ${CODE.school}\u3000`,
  fullWidth(CODE.school),
  '12345',
  '0000000',
  'abcdef',
  '000000',
  '',
]
const notes = [
  null,
  '',
  ' \u3000',
  ' 原来的\u200b老师  退休了 ',
  '字'.repeat(500),
  '字'.repeat(501),
  '𠮷'.repeat(500),
  '𠮷'.repeat(501),
  `${'字'.repeat(500)} `,
  '㍿'.repeat(125),
  '㍿'.repeat(126),
]
const reasons = [...RecoveryReason.options, 'curiosity', '', null]
const contacts = [
  { ...whole.contact, name: '许' },
  { ...whole.contact, post: '' },
  { ...whole.contact, mobile: '１３７ ７７７０ ０００２' },
  { ...whole.contact, mobile: '1380000' },
  { ...whole.contact, phone: '' },
  { ...whole.contact, phone: '010 62511234' },
  { ...whole.contact, phone: '12345' },
]

function fullWidth(digits: string): string {
  return [...digits].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')
}

describe('a request for recovery gets one verdict and is kept in one shape by the form and by the database', () => {
  test.for(contacts)('contact %j', async (contact, { sql }) => {
    expect(sameVerdict(await inDatabase(sql, { ...whole, contact }))).toEqual(
      sameVerdict(inForm({ ...whole, contact })),
    )
  })

  test.for(notes)('note %j', async (note, { sql }) => {
    expect(await inDatabase(sql, { ...whole, note })).toEqual(inForm({ ...whole, note }))
  })

  test.for(reasons)('reason %j', async (why, { sql }) => {
    expect(await inDatabase(sql, { ...whole, why })).toEqual(inForm({ ...whole, why }))
  })

  test.for(codes)('code %j', async (organization_code, { sql }) => {
    const request = { ...whole, organization_code }
    expect(sameVerdict(await inDatabase(sql, request))).toEqual(sameVerdict(inForm(request)))
  })
})

test.for([
  ['private.recovery_reason', RecoveryReason.options],
  ['private.recovery_state', RecoveryState.options],
] as const)('%s has the words of the contract', async ([name, words], { sql }) => {
  const rows =
    await sql`select enumlabel from pg_enum where enumtypid = ${name}::regtype order by enumsortorder`
  expect(rows.map((row) => row['enumlabel'])).toEqual(words)
})
