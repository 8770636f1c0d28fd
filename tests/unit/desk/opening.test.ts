import { expect, test } from 'vitest'
import { loadDesk } from '../../../src/lib/desk/desk-opening.ts'
import type { Reply } from '../../../src/lib/session/reply.ts'

const desk = { organizations: [], counts: {}, tasks: [] }
const answered = <Value>(value: Value): Reply<Value> => ({ outcome: 'answered', value })
const open = (tasks: Reply<typeof desk>, bundles: Reply<[]>, email: string | null = 'a@example.org') =>
  loadDesk(
    { current: async () => email },
    { tasks: async () => tasks, bundles: async () => bundles },
    'mailbox',
  )

test('the desk opens with its tasks and its bundles', async () => {
  expect(await open(answered(desk), answered([]))).toEqual(
    answered({ email: 'a@example.org', desk, bundles: [] }),
  )
})

test.each(['signed_out', 'unreachable', 'failed'] as const)(
  'where either of the two is %s, that is what the desk says',
  async (outcome) => {
    expect(await open({ outcome }, answered([]))).toEqual({ outcome })
    expect(await open(answered(desk), { outcome })).toEqual({ outcome })
  },
)

test('the desk asks a stranger to sign in', async () => {
  expect(await open(answered(desk), answered([]), null)).toEqual({ outcome: 'sign_in_first' })
})
