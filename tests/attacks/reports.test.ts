import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, inject, test } from 'vitest'
import { attackersOf } from '../fixtures/attackers.ts'

const { anon, staff, end } = attackersOf(inject('stack'))
afterAll(end)

const post = (body: object, headers: Record<string, string> = {}) =>
  anon.send('POST', '/functions/v1/report-mistake', body, headers)
const kept = async (said: string) =>
  (await staff`select count(*)::int as count from public.mistake_reports where said like ${`${said}%`}`)[0]
    ?.count

test('a program that forges where it comes from, hurries and fills in everything gets five reports in, and is slowed down before', async () => {
  const report = { organization_code: null, kind: 'other', said: '洪水来了', source: null, left_empty: '' }
  const { ticket } = JSON.parse((await post({ ticket: null })).text)
  expect((await post({ ...report, ticket })).status).toBe(425)
  expect((await post(report)).status).toBe(425)
  await setTimeout(4100)
  expect((await post({ ...report, ticket, left_empty: 'https://x.example' })).status).toBe(200)
  expect(await kept('洪水')).toBe(0)

  const began = Date.now()
  const answers = []
  for (let sent = 0; sent < 30; sent += 1) {
    const forged = sent % 2 === 0 ? `198.51.100.${sent}` : `2001:db8:${sent}::1`
    const headers = {
      'x-forwarded-for': forged,
      'x-real-ip': forged,
      'cf-connecting-ip': forged,
      forwarded: `for=${forged}`,
    }
    answers.push((await post({ ...report, ticket, said: `洪水 ${sent}` }, headers)).status)
  }
  expect(answers.filter((status) => status === 200)).toHaveLength(5)
  expect(answers.slice(5)).toEqual(Array(25).fill(429))
  expect(Date.now() - began).toBeGreaterThan(7000)
  expect(await kept('洪水')).toBe(5)

  // Counted is who reports and about what there is: nobody fills the table by inventing codes.
  for (let sent = 0; sent < 20; sent += 1)
    await post({ ...report, ticket, organization_code: String(990_000 + sent) })
  const [invented] =
    await staff`select count(*)::int as count from private.attempts where bucket like '%:99____'`
  expect(invented?.count).toBe(0)

  const buckets = await staff`select bucket from private.attempts`
  expect(buckets.length).toBeGreaterThan(0)
  expect(JSON.stringify(buckets)).not.toMatch(/127\.0\.0\.1|198\.51|2001:db8/)
})
