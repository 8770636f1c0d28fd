import postgres from 'postgres'
import { afterAll, describe, expect, inject, test, vi } from 'vitest'
import {
  type CredentialLink,
  parseLink,
} from '../../../supabase/functions/_shared/contracts/credential/credential.ts'
import { mailboxAt } from '../../fixtures/stack.ts'

/** The functions as they are deployed: each in its own Deno, behind the gateway, over the real database. */

const stack = inject('stack')
const sql = postgres(stack.databaseUrl.staff, { max: 1 })
afterAll(() => sql.end())

const ring = (name: string, init: RequestInit = {}) =>
  fetch(`${stack.url}/functions/v1/${name}`, {
    method: 'POST',
    headers: { apikey: stack.secretKey },
    ...init,
  })

const post = (name: string, body: object) =>
  fetch(`${stack.url}/functions/v1/${name}`, {
    method: 'POST',
    headers: {
      apikey: stack.publishableKey,
      origin: stack.siteUrl,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  })

/** An account of an organization whose registration was approved and that no trouble is known of, and the contact's mailbox. */
async function accountWithContact(): Promise<{ account: string; email: string; organization: string }> {
  const [row] = await sql<{ account: string; email: string; organization: string }[]>`
    select a.id::text as account, k.email::text as email, a.organization_code as organization
    from public.accounts a
    join public.registrations r on r.organization_code = a.organization_code and r.state in ('approved', 'activated')
    join public.contacts k on k.registration_id = r.id
    where a.closed_on is null and a.subject = 'organization'
      and not exists (select from private.tasks t where t.organization_code = a.organization_code and t.closed_at is null)
    order by a.id desc limit 1`
  if (!row) throw new Error('the trial’s seed has no account of an approved registration')
  return row
}

/** What staff do in the dashboard; the mail follows by itself. */
async function issue(): Promise<{ link: CredentialLink; organization: string }> {
  const { account, email, organization } = await accountWithContact()
  const mailbox = mailboxAt(stack.mailboxUrl)
  const before = (await mailbox.messages(email)).length
  const [row] = await sql`
    insert into public.credential_intake (account_id, login_name, initial_password)
    values (${account}, 'canary-login', 'canary-password') returning result, initial_password`
  expect(row).toEqual({ result: '已封存，信已排队', initial_password: null })
  const mail = await vi.waitFor(
    async () => {
      const [newest, ...older] = await mailbox.messages(email)
      if (!newest || older.length < before) throw new Error('no mail yet')
      return newest
    },
    { timeout: 20_000, interval: 100 },
  )
  expect(JSON.stringify(mail)).not.toContain('canary')
  const fragment = /\/credential#(\S+)/.exec(mail.text)?.[1]
  const link = parseLink(fragment ?? '')
  if (!link) throw new Error('the mail has no link')
  return { link, organization }
}

describe('a credential, in real Deno', () => {
  test('goes by mail as a link that opens once, is confirmed, and is gone', async () => {
    const { link, organization } = await issue()
    const reader = 'a-nonce-of-this-browser'
    const opened = await post('open-credential', { ...link, reader })
    expect(opened.status).toBe(200)
    expect(await opened.json()).toMatchObject({
      outcome: 'opened',
      organization_code: organization,
      login_name: 'canary-login',
      initial_password: 'canary-password',
    })
    expect(opened.headers.get('access-control-allow-origin')).toBe(stack.siteUrl)
    expect(opened.headers.get('cache-control')).toBe('no-store')

    expect((await post('open-credential', { ...link, reader })).status).toBe(200)
    const stranger = await post('open-credential', { ...link, reader: 'a-nonce-of-another-one' })
    expect(stranger.status).toBe(410)
    expect(await stranger.json()).toMatchObject({ outcome: 'already_opened' })

    const confirmed = await post('confirm-activation', {
      ...link,
      checklist: ['logged_in', 'password_changed'],
    })
    expect(confirmed.status).toBe(200)
    expect(await confirmed.json()).toMatchObject({ outcome: 'confirmed', organization_code: organization })

    const late = await post('open-credential', { ...link, reader })
    expect(late.status).toBe(410)
    expect(await late.json()).toEqual({ outcome: 'activated' })
  })

  test('does not open with a forged token, nor once another was issued in its place', async () => {
    const { link } = await issue()
    const forged = await post('open-credential', {
      ...link,
      token: 'A'.repeat(43),
      reader: 'a-nonce-of-this-browser',
    })
    expect(forged.status).toBe(403)
    expect(await forged.json()).toEqual({ outcome: 'wrong_link' })

    const early = await post('confirm-activation', { ...link, checklist: ['logged_in', 'password_changed'] })
    expect(early.status).toBe(409)

    const { link: renewed } = await issue()
    const replaced = await post('open-credential', { ...link, reader: 'a-nonce-of-this-browser' })
    expect(replaced.status).toBe(410)
    expect(await replaced.json()).toEqual({ outcome: 'revoked' })
    expect(renewed.credential).not.toBe(link.credential)
  })
})

describe('the doorbells, in real Deno', () => {
  test('deliver-mail reports what it sent', async () => {
    const response = await ring('deliver-mail')
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ outcome: 'delivered', ended: 'queue_empty' })
  })

  test('publish-site rings the host’s hook or has nothing to do', async () => {
    const response = await ring('publish-site')
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      outcome: expect.stringMatching(/^(nothing_due|rung|live)$/),
    })
  })

  test.each(['deliver-mail', 'publish-site'])('%s does not answer a browser’s key', async (name) => {
    const response = await ring(name, { headers: { apikey: stack.publishableKey } })
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ outcome: 'unauthorized' })
  })

  test.each(['deliver-mail', 'publish-site'])('%s answers no GET', async (name) => {
    expect((await ring(name, { method: 'GET' })).status).toBe(405)
  })
})

test.each(['open-credential', 'confirm-activation'])('%s lets the site’s pages ask first', async (name) => {
  const response = await ring(name, { method: 'OPTIONS', headers: { origin: stack.siteUrl } })
  expect(response.status).toBe(204)
  expect(response.headers.get('access-control-allow-origin')).toBe(stack.siteUrl)
})
