import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readReply } from '../../../src/lib/session/reply.ts'
import { memoryStorage } from '../../../src/lib/session/tab-storage.ts'

const refusal = {
  code: 'P0001',
  message: '手机号应为 11 位数字',
  hint: 'contact-mobile',
  details: 'contact.mobile',
}

describe('a reply of the database', () => {
  it.each([
    ['a value of the right shape', { status: 200, data: { id: 7 }, error: null }, 'answered'],
    ['a value of another shape', { status: 200, data: { id: 'seven' }, error: null }, 'failed'],
    ['nothing where something was due', { status: 200, data: null, error: null }, 'failed'],
    ['a refusal of ours', { status: 400, data: null, error: refusal }, 'refused'],
    [
      'a refusal for want of a mailbox',
      { status: 400, data: null, error: { ...refusal, hint: 'mailbox-unproven' } },
      'signed_out',
    ],
    [
      'a network that is gone',
      { status: 0, data: null, error: { message: 'TypeError: Failed to fetch', code: '' } },
      'unreachable',
    ],
    ['a gateway without its server', { status: 503, data: null, error: { message: '' } }, 'unreachable'],
    [
      'an expired token',
      { status: 401, data: null, error: { code: 'PGRST301', message: 'JWT expired' } },
      'signed_out',
    ],
    [
      'a right that is missing',
      { status: 403, data: null, error: { code: '42501', message: 'permission denied' } },
      'signed_out',
    ],
    [
      'a fault of the server',
      { status: 500, data: null, error: { code: 'XX000', message: 'oops' } },
      'failed',
    ],
  ])('%s', (_, raw, outcome) => {
    expect(readReply(raw, z.object({ id: z.int() })).outcome).toBe(outcome)
  })

  it('hands the refusal on with its field', () => {
    const reply = readReply({ status: 400, data: null, error: refusal }, z.null())
    expect(reply).toEqual({ outcome: 'refused', refusal })
  })
})

describe('a tab whose browser forbids storage', () => {
  it('remembers until the page is left', () => {
    const storage = memoryStorage()
    expect(storage.getItem('a')).toBeNull()
    storage.setItem('a', '1')
    expect(storage.getItem('a')).toBe('1')
    storage.removeItem('a')
    expect(storage.getItem('a')).toBeNull()
  })
})
