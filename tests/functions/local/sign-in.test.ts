import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMailDriver, withRedirect } from '../../../supabase/local/lite/mail.ts'
import { type LitePair, type Side, startLitePair } from '../../fixtures/lite-pair.ts'

/** The mends of signing in; lite-contract.test.ts has the others and says how to read them. */

const schema = `
  create function public.who_am_i() returns uuid language sql stable as $$ select auth.uid() $$;
  grant execute on function public.who_am_i() to anon, authenticated;
`

let pair: LitePair
let raw: Side
let mended: Side

beforeAll(async () => {
  pair = await startLitePair(schema)
  raw = pair.raw
  mended = pair.mended
})

beforeEach(() => {
  // Lite prints every refusal.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

afterAll(() => pair.stop())

async function askForCode(side: Side, email: string, redirect?: string): Promise<string> {
  const options = redirect ? { emailRedirectTo: redirect } : {}
  const { error } = await side.client().auth.signInWithOtp({ email, options })
  expect(error).toBeNull()
  const mail = side.mails.findLast(({ to }) => to === email)
  return mail?.html.match(/>(\d{6})</)?.[1] ?? ''
}

describe('mend 6: a code is verified under the name that supabase-js has for it', () => {
  test('by itself, the type email is refused', async () => {
    const token = await askForCode(raw, 'six@example.cn')
    const { error } = await raw.client().auth.verifyOtp({ email: 'six@example.cn', token, type: 'email' })
    expect(error?.status).toBe(400)
  })

  test('mended, the code opens a session that lasts until signing out', async () => {
    const email = 'six@example.cn'
    const client = mended.client()
    const token = await askForCode(mended, email)
    const { data } = await client.auth.verifyOtp({ email, token, type: 'email' })
    expect(data.user?.email).toBe(email)
    expect((await client.rpc('who_am_i')).data).toBe(data.user?.id)

    const refreshed = await client.auth.refreshSession()
    expect(refreshed.data.session?.refresh_token).not.toBe(data.session?.refresh_token)
    await client.auth.signOut()
    const again = await mended
      .client()
      .auth.refreshSession({ refresh_token: refreshed.data.session?.refresh_token ?? '' })
    expect(again.error?.code).toBe('refresh_token_not_found')
  })

  test.for([
    ['a wrong code', (code: string) => (code === '000000' ? '000001' : '000000')],
    ['no code', () => ''],
  ] as const)('mended, %s opens nothing', async ([, change]) => {
    const email = 'wrong@example.cn'
    const token = change(await askForCode(mended, email))
    const { data, error } = await mended.client().auth.verifyOtp({ email, token, type: 'email' })
    expect(data.session).toBeNull()
    expect(error).not.toBeNull()
  })

  test('mended, a code works once', async () => {
    const email = 'once@example.cn'
    const token = await askForCode(mended, email)
    const first = await mended.client().auth.verifyOtp({ email, token, type: 'email' })
    const second = await mended.client().auth.verifyOtp({ email, token, type: 'email' })
    expect([first.error, second.error?.code]).toEqual([null, 'otp_expired'])
  })
})

describe('mend 7: a link leads where the request wanted it to', () => {
  const wanted = 'http://127.0.0.1:4321/my'

  test('by itself, it leads to the front page', async () => {
    await askForCode(raw, 'seven@example.cn', wanted)
    expect(raw.mails.at(-1)?.html).not.toContain(encodeURIComponent(wanted))
  })

  test('mended, it leads there', async () => {
    const sent: string[] = []
    const driver = createMailDriver(async ({ html }) => void sent.push(html))
    const request = new Request(`http://127.0.0.1/auth/v1/otp?redirect_to=${encodeURIComponent(wanted)}`)
    const html = `<a href="http://127.0.0.1/auth/v1/verify?token=t&type=magiclink&redirect_to=http%3A%2F%2F127.0.0.1%3A4321">登录</a>`
    await withRedirect(request, () => driver.send({ to: 'a@example.cn', subject: '', html }))
    expect(sent[0]).toContain(`redirect_to=${encodeURIComponent(wanted)}"`)
  })
})

describe('defect 8, which needs no mend because rights live in tables', () => {
  test('a session is signed with the shared secret, names no key, and carries no app_metadata', async () => {
    const email = 'eight@example.cn'
    const token = await askForCode(mended, email)
    const { data } = await mended.client().auth.verifyOtp({ email, token, type: 'email' })
    const [header, claims] = (data.session?.access_token ?? '')
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
    expect(header).toEqual({ alg: 'HS256', typ: 'JWT' })
    expect(claims).toMatchObject({ sub: data.user?.id, role: 'authenticated', email })
    expect(claims).not.toHaveProperty('app_metadata')
  })
})

describe('mend 13: a mailbox is proven by the code and not by asking for it', () => {
  const provenAt = async (side: Side, email: string) => {
    const [row] = await side.sql`select email_confirmed_at from auth.users where email = ${email}`
    return row?.email_confirmed_at
  }

  test('by itself, asking is enough', async () => {
    await raw.sql`drop trigger await_code on auth.users`
    await askForCode(raw, 'proof@example.cn')
    expect(await provenAt(raw, 'proof@example.cn')).toBeInstanceOf(Date)
  })

  test('mended, the code is what proves it', async () => {
    const email = 'proof@example.cn'
    const token = await askForCode(mended, email)
    expect(await provenAt(mended, email)).toBeNull()
    await mended.client().auth.verifyOtp({ email, token, type: 'email' })
    expect(await provenAt(mended, email)).toBeInstanceOf(Date)
  })
})
