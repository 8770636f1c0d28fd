import { createClient } from '@supabase/supabase-js'
import { beforeEach, expect, inject, test, vi } from 'vitest'
import { mailboxAt } from '../../fixtures/stack.ts'

const stack = inject('stack')
const mailbox = mailboxAt(stack.mailboxUrl)
const visitor = () =>
  createClient(stack.url, stack.publishableKey, { auth: { persistSession: false, autoRefreshToken: false } })

async function proveMailbox(email: string) {
  const client = visitor()
  expect((await client.auth.signInWithOtp({ email })).error).toBeNull()
  const [latest] = await mailbox.messages(email)
  const token = /\b\d{6}\b/.exec(latest?.text ?? '')?.[0] ?? ''
  const { data, error } = await client.auth.verifyOtp({ email, token, type: 'email' })
  expect(error).toBeNull()
  expect(data.session).not.toBeNull()
  return client
}

beforeEach(() => {
  // Lite prints every refusal.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

test('a stranger who signed up with a password first does not come in once the school has proven its mailbox', async () => {
  const stranger = { email: 'early-stranger@example.com', password: 'Attacker-Pw-1!' }
  await visitor().auth.signUp(stranger)
  await proveMailbox(stranger.email)
  const { data, error } = await visitor().auth.signInWithPassword(stranger)
  expect(error).not.toBeNull()
  expect(data.session).toBeNull()
})

test('a password set later opens nothing either', async () => {
  const email = 'later-password@example.com'
  const client = await proveMailbox(email)
  await client.auth.updateUser({ password: 'Chosen-Pw-2026!' })
  const { data } = await visitor().auth.signInWithPassword({ email, password: 'Chosen-Pw-2026!' })
  expect(data.session).toBeNull()
})
