import { describe, expect, test } from 'vitest'
import { createCodeGuard, guardCodes } from '../../../supabase/local/lite/code-guard.ts'

const MINUTE = 60_000

function world() {
  let now = 0
  const guard = createCodeGuard(() => now)
  const asked: string[] = []
  const ask = (path: string, body: object, status: number) =>
    guardCodes(
      guard,
      new Request(`http://api.example${path}`, { method: 'POST', body: JSON.stringify(body) }),
      async () => {
        asked.push(path)
        return new Response(null, { status })
      },
    )
  return {
    asked,
    pass: (minutes: number) => {
      now += minutes * MINUTE
    },
    send: () => ask('/auth/v1/otp', { email: 'a@example.org' }, 200),
    verify: (isRight: boolean, email = 'a@example.org') =>
      ask('/auth/v1/verify', { email, token: '000000' }, isRight ? 200 : 403),
  }
}

describe('the wrong tries of a sign-in code', () => {
  test('are five; then even the right one is refused, and another code waits for the pause', async () => {
    const { verify, send, pass } = world()
    for (let place = 0; place < 5; place += 1) expect((await verify(false)).status).toBe(403)
    const refused = await verify(true)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('60')
    await send()
    expect((await verify(true)).status).toBe(429)
    pass(1)
    expect((await verify(true)).status).toBe(200)
  })

  test('make the pause longer with every code, up to a quarter of an hour', async () => {
    const { verify, send, pass } = world()
    const pauses: number[] = []
    for (let code = 0; code < 6; code += 1) {
      await send()
      for (let place = 0; place < 5; place += 1) await verify(false)
      pauses.push(Number((await verify(true)).headers.get('retry-after')) / 60)
      pass(15)
    }
    expect(pauses).toEqual([1, 2, 5, 15, 15, 15])
  })

  test('do not count in a pause, are nobody else’s, and are forgiven by the right code and by a day', async () => {
    const { verify, send, pass, asked } = world()
    for (let place = 0; place < 60; place += 1) await verify(false, 'A@Example.org ')
    expect(asked).toHaveLength(5)
    expect((await verify(true, 'b@example.org')).status).toBe(200)
    pass(1)
    await send()
    expect((await verify(true)).status).toBe(200)
    for (let place = 0; place < 5; place += 1) await verify(false)
    expect((await verify(true)).headers.get('retry-after')).toBe('60')
    pass(25 * 60)
    expect((await verify(true)).status).toBe(200)
  })
})
