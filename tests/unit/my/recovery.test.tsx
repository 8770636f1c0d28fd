import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { MyRecovery } from '#contracts/contact/recovery.ts'
import { RecoveryForm } from '../../../src/components/my/RecoveryForm.tsx'
import { fieldId } from '../../../src/lib/form/field-error.ts'
import { EMPTY_RECOVERY, type RecoveryValues, readRecovery } from '../../../src/lib/my/recovery-form.ts'
import { recoveryInWords } from '../../../src/lib/my/recovery-words.ts'

const typed: RecoveryValues = {
  organization_code: ' １００１２０ ',
  why: 'person_left',
  contact: { name: '许知遥', post: '团委副书记', phone: '', mobile: '+86 137-7770-0002' },
  note: ' ',
}
const pathsOf = (values: RecoveryValues) => readRecovery(values).errors?.map(({ path }) => path)

describe('the form of a recovery', () => {
  test('sends what was typed, tidied', () => {
    expect(readRecovery(typed)).toEqual({
      request: {
        organization_code: '100120',
        why: 'person_left',
        contact: { name: '许知遥', post: '团委副书记', phone: null, mobile: '13777700002' },
        note: null,
      },
      errors: null,
    })
  })

  test('asks for everything that is missing at once, in the order of its fields', () => {
    const { errors } = readRecovery(EMPTY_RECOVERY)
    expect(errors?.map(({ path }) => path)).toEqual([
      'organization_code',
      'contact.name',
      'contact.post',
      'contact.mobile',
    ])
    for (const { message } of errors ?? []) expect(message).toMatch(/^请填写/)
  })

  test.each<[string, RecoveryValues, string]>([
    ['a code that is none', { ...typed, organization_code: '12345' }, 'organization_code'],
    [
      'a mobile number that is short',
      { ...typed, contact: { ...typed.contact, mobile: '1380000' } },
      'contact.mobile',
    ],
    [
      'a telephone number without sense',
      { ...typed, contact: { ...typed.contact, phone: '12' } },
      'contact.phone',
    ],
    ['a note that is too long', { ...typed, note: '字'.repeat(501) }, 'note'],
  ])('refuses %s at its field', (_, values, path) => {
    expect(pathsOf(values)).toEqual([path])
  })

  test('has a field with a label for every path that can be refused', () => {
    const html = renderToStaticMarkup(
      <RecoveryForm
        gateway={{ ask: () => Promise.reject(new Error('not expected while rendering')) }}
        onAsked={() => undefined}
      />,
    )
    for (const path of [
      'organization_code',
      'contact.name',
      'contact.post',
      'contact.mobile',
      'contact.phone',
      'note',
    ]) {
      expect(html).toContain(`id="${fieldId(path)}"`)
      expect(html).toContain(`for="${fieldId(path)}"`)
    }
  })
})

test.each(['asked', 'approved', 'done', 'refused', 'withdrawn'] as const)(
  'a recovery that is %s says since when, for whom and what comes of it',
  (state) => {
    const recovery: MyRecovery = {
      id: '3f0c2a1e-9d5b-4c7a-8e21-0b6f4d2a9c11',
      organization_code: '100120',
      organization_name: '桐庐县第一中学',
      why: 'person_left',
      state,
      decision_reason: state === 'refused' ? '电话里没有人知道' : null,
      asked_at: '2026-11-23T03:00:00Z',
      decided_at: null,
    }
    const said = recoveryInWords(recovery)
    expect(said).toContain('2026年11月23日 为「桐庐县第一中学」申请找回账号：')
    if (state === 'refused') expect(said).toContain('电话里没有人知道')
  },
)
