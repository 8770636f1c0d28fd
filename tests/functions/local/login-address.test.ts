import { randomUUID } from 'node:crypto'
import { createClient } from '@supabase/supabase-js'
import { expect, inject, test, vi } from 'vitest'
import { codeOf } from '../../../supabase/local/mailbox/content.ts'
import { mailboxAt } from '../../fixtures/stack.ts'

const stack = inject('stack')
const mailbox = mailboxAt(stack.mailboxUrl)

async function signedIn(email: string) {
  const client = createClient(stack.url, stack.publishableKey, { auth: { persistSession: false } })
  expect((await client.auth.signInWithOtp({ email })).error).toBeNull()
  const [mail] = await mailbox.messages(email)
  const token = codeOf(mail?.text ?? '') ?? ''
  const { data } = await client.auth.verifyOtp({ email, token, type: 'email' })
  expect(data.user?.email).toBe(email)
  return { client, token: data.session?.access_token ?? '' }
}

test('a session asks for another login address in vain, and no mail to the old one confirms it', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const own = `${randomUUID()}@example.cn`
  const wanted = `${randomUUID()}@example.cn`
  const { client, token } = await signedIn(own)
  for (const change of [{ email: wanted }, { email: wanted, phone: '+8613777700003' }]) {
    const answer = await fetch(`${stack.url}/auth/v1/user`, {
      method: 'PUT',
      headers: {
        apikey: stack.publishableKey,
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(change),
    })
    expect(answer.ok).toBe(false)
  }
  expect(await mailbox.messages(wanted)).toEqual([])
  // Lite writes to the old mailbox before it writes the row: what it sends there confirms nothing.
  for (const { text } of await mailbox.messages(own)) {
    const { error } = await client.auth.verifyOtp({
      email: own,
      token: codeOf(text) ?? '',
      type: 'email_change',
    })
    expect(error).not.toBeNull()
  }
  const { data } = await client.auth.getUser(token)
  expect(data.user).toMatchObject({ email: own })
  expect(data.user?.new_email ?? '').toBe('')
})
