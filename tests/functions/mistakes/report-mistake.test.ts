import { describe, expect, test } from 'vitest'
import type { MistakeReport } from '../../../supabase/functions/_shared/contracts/mistakes/mistake.ts'
import { createLinkSigner } from '../../../supabase/functions/_shared/links/link.ts'
import { createHandler } from '../../../supabase/functions/report-mistake/handler.ts'
import { door, pageRequest } from '../../fixtures/page-request.ts'

const links = createLinkSigner('a secret of more than thirty-two characters')
const report = { organization_code: '100001', kind: 'account', said: '网址打不开', source: null }

type Kept = 'kept' | 'unknown_organization' | 'too_many'

function world(answer: Kept | Error = 'kept') {
  const kept: MistakeReport[] = []
  const log: string[] = []
  const counts = new Map<string, number>()
  const handler = createHandler({
    door,
    links,
    database: {
      takeAttempt: async (bucket, allowed) => {
        counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
        return (counts.get(bucket) ?? 0) <= allowed
      },
      reportMistake: async (posted) => {
        if (answer instanceof Error) throw answer
        kept.push(posted)
        return answer
      },
    },
    log: (event, facts = {}) => log.push(JSON.stringify({ event, ...facts })),
  })
  const send = (body: unknown, address = '203.0.113.7') =>
    handler(pageRequest(body, { 'x-forwarded-for': address }))
  return { send, kept, log, counts }
}

describe('the function behind /report', () => {
  test('keeps a report, tidied, lines as lines', async () => {
    const { send, kept } = world()
    const response = await send({
      organization_code: ' １０0001 ',
      kind: 'name',
      said: '  现在叫\u200b第一中学\r\n 从 2026  年起 ',
      source: ' ',
    })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ outcome: 'kept' })
    expect(response.headers.get('access-control-allow-origin')).toBe(door.origins[0])
    expect(kept).toEqual([
      { organization_code: '100001', kind: 'name', said: '现在叫第一中学\n从 2026 年起', source: null },
    ])
  })

  test.each([
    ['nothing', null, ['']],
    ['a code of five digits', { ...report, organization_code: '10001' }, ['organization_code']],
    ['no such kind', { ...report, kind: 'praise' }, ['kind']],
    ['too few words', { ...report, said: ' 错 了 ' }, ['said']],
    ['too many words', { ...report, said: '错'.repeat(501) }, ['said']],
    ['a long source', { ...report, source: '网'.repeat(301) }, ['source']],
    [
      'several faults',
      { ...report, organization_code: 'x', kind: '', said: '' },
      ['organization_code', 'kind', 'said'],
    ],
  ])('names the fields of %s, and counts it against nobody', async (_, body, fields) => {
    const { send, kept, counts } = world()
    const response = await send(body)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ outcome: 'wrong', fields })
    expect(kept).toEqual([])
    expect(counts.size).toBe(0)
  })

  test('takes five an hour from one address, whose text is nowhere, and goes on for others', async () => {
    const { send, kept, counts } = world()
    for (let sent = 0; sent < 5; sent += 1) expect((await send(report)).status).toBe(200)
    const response = await send(report)
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('3600')
    expect((await send(report, '203.0.113.8')).status).toBe(200)
    expect(kept).toHaveLength(6)
    expect([...counts.keys()].join()).not.toContain('203.0.113')
  })

  test('takes 300 an hour from everybody, however many addresses are forged', async () => {
    const { send, kept } = world()
    for (let sent = 0; sent < 301; sent += 1) await send(report, `198.51.${sent % 200}.${sent % 7}`)
    expect(kept).toHaveLength(300)
  })

  test.each([
    ['unknown_organization', 404],
    ['too_many', 429],
  ] as const)('hands %s on with %i', async (outcome, status) => {
    const response = await world(outcome).send(report)
    expect(response.status).toBe(status)
    expect(await response.json()).toEqual({ outcome })
  })

  test('says nothing of a cause but its kind', async () => {
    const { send, log } = world(new Error('网址打不开'))
    expect(await (await send(report)).json()).toEqual({ outcome: 'failed' })
    expect(log).toEqual(['{"event":"mistake_not_kept","cause":"Error"}'])
  })
})
