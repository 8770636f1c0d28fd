import { describe, expect, test } from 'vitest'
import { isRefusedFor } from '#contracts/registration/registration.ts'
import { DESK_LOST_WORDS } from '../../../src/lib/desk/desk-refusal.ts'
import { refusalError, refusalSentence } from '../../../src/lib/form/refusal.ts'
import { MY_LOST_WORDS } from '../../../src/lib/my/my-words.ts'

const refused = {
  outcome: 'refused',
  refusal: {
    code: 'P0001',
    message: '十分钟内已经发过一次',
    hint: 'credential-link-recent',
    details: 'contact.mobile',
  },
} as const

describe('a refusal of the database', () => {
  test('is told in its own sentence, whatever the page', () => {
    expect(refusalSentence(refused, MY_LOST_WORDS)).toBe('十分钟内已经发过一次')
    expect(refusalSentence(refused, DESK_LOST_WORDS)).toBe('十分钟内已经发过一次')
  })

  test('has its code in the hint, and stands at the field that it names', () => {
    expect(isRefusedFor('credential-link-recent', refused.refusal)).toBe(true)
    expect(isRefusedFor('credential-ended', refused.refusal)).toBe(false)
    expect(refusalError(refused, MY_LOST_WORDS)).toEqual({
      path: 'contact.mobile',
      message: '十分钟内已经发过一次',
    })
  })

  test.each([null, undefined])('without hint and details (%s) has no code and no field', (nothing) => {
    const bare = { ...refused, refusal: { ...refused.refusal, hint: nothing, details: nothing } }
    expect(isRefusedFor('credential-link-recent', bare.refusal)).toBe(false)
    expect(refusalError(bare, MY_LOST_WORDS).path).toBe('')
  })
})

describe.each([
  ['/my', MY_LOST_WORDS],
  ['/desk', DESK_LOST_WORDS],
])('what was lost on the way to %s', (_, lost) => {
  const outcomes = ['signed_out', 'unreachable', 'failed'] as const

  test.each(outcomes)('%s says what to do, and stands at no field', (outcome) => {
    expect(refusalSentence({ outcome }, lost)).toMatch(/请/)
    expect(refusalError({ outcome }, lost).path).toBe('')
  })

  test('is told apart', () => {
    expect(new Set(outcomes.map((outcome) => refusalSentence({ outcome }, lost))).size).toBe(3)
  })
})
