import { describe, expect, test } from 'vitest'
import { keepCode, keptCode } from '../../../src/lib/session/kept-code.ts'
import type { MailboxProofState } from '../../../src/lib/session/mailbox-proof.ts'
import { memoryStorage } from '../../../src/lib/session/tab-storage.ts'

const SENT_AT = 1_000_000
const MINUTE = 60_000
const asked: MailboxProofState = {
  phase: 'code',
  email: 'a@example.com',
  code: '12',
  sent_at: SENT_AT,
  error: null,
  resent: true,
}

describe('a code that is on its way', () => {
  test('is still asked for after a reload, with nothing typed', () => {
    const storage = memoryStorage()
    keepCode(storage, asked)
    expect(keptCode(storage, SENT_AT + 5 * MINUTE)).toEqual({ ...asked, code: '', resent: false })
  })

  test.each([
    { phase: 'address', email: 'a@example.com', error: null },
    { phase: 'proven', email: 'a@example.com' },
  ] satisfies MailboxProofState[])('is forgotten with $phase', (proof) => {
    const storage = memoryStorage()
    keepCode(storage, asked)
    keepCode(storage, proof)
    expect(keptCode(storage, SENT_AT)).toBeNull()
  })

  test('is given up after ten minutes', () => {
    const storage = memoryStorage()
    keepCode(storage, asked)
    expect(keptCode(storage, SENT_AT + 11 * MINUTE)).toBeNull()
  })

  test('is none where the tab holds something else', () => {
    const storage = memoryStorage()
    storage.setItem('minglu.session.code', '{"email":1}')
    expect(keptCode(storage, SENT_AT)).toBeNull()
  })
})
