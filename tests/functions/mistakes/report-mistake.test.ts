import { describe, expect, test } from 'vitest'
import type { MistakeReport } from '../../../supabase/functions/_shared/contracts/mistakes/mistake.ts'
import { createLinkSigner } from '../../../supabase/functions/_shared/links/link.ts'
import { createHandler } from '../../../supabase/functions/report-mistake/handler.ts'
import { door, pageRequest } from '../../fixtures/page-request.ts'

const start = Date.parse('2026-11-28T08:00:00Z')
const report = { organization_code: '100001', kind: 'account', said: '网址打不开', source: null }

type Kept = 'kept' | 'unknown_organization' | 'too_many'

function world(answer: Kept | Error = 'kept', wait_s = 0) {
  const kept: { report: MistakeReport; caller: string; around: string }[] = []
  const log: string[] = []
  const slept: number[] = []
  const clock = { at: start }
  const links = createLinkSigner('a secret of more than thirty-two characters', () => clock.at)
  const handler = createHandler({
    door,
    links,
    database: {
      reportMistake: async (posted, caller, around) => {
        if (answer instanceof Error) throw answer
        kept.push({ report: posted, caller, around })
        return { outcome: answer, wait_s }
      },
    },
    now: () => clock.at,
    sleep: async (milliseconds) => slept.push(milliseconds),
    log: (event, facts = {}) => log.push(JSON.stringify({ event, ...facts })),
  })
  const post = (body: unknown, address = '203.0.113.7') =>
    handler(pageRequest(body, { 'x-forwarded-for': address }))
  /** With a ticket that is old enough, as the page has it. */
  const send = async (body: object, address?: string) =>
    post({ ticket: await links.ticket(clock.at - 10_000), left_empty: '', ...body }, address)
  return { post, send, kept, log, slept, clock, links }
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
    expect(kept.map((each) => each.report)).toEqual([
      { organization_code: '100001', kind: 'name', said: '现在叫第一中学\n从 2026 年起', source: null },
    ])
  })

  test.each([
    ['nothing', {}, ['organization_code', 'kind', 'said', 'source']],
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
    const { send, kept } = world()
    const response = await send(body)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ outcome: 'wrong', fields })
    expect(kept).toEqual([])
  })

  test('tells the database of a client by two names in which nobody reads an address, and which are others tomorrow', async () => {
    const { send, kept, clock } = world()
    await send(report, '192.0.2.1, 2001:db8:1:2::7')
    await send(report, '192.0.2.2, 2001:db8:1:2:ffff::')
    await send(report, '2001:db8:1:3::7')
    clock.at += 86_400_000
    await send(report, '2001:db8:1:2::7')
    const [first, second, neighbour, tomorrow] = kept.map(({ caller, around }) => ({ caller, around }))
    expect(second).toEqual(first)
    expect(neighbour?.caller).not.toBe(first?.caller)
    expect(neighbour?.around).toBe(first?.around)
    expect(tomorrow?.caller).not.toBe(first?.caller)
    expect(JSON.stringify(kept)).not.toMatch(/2001:|192\.0/)
  })

  test.each([
    ['unknown_organization', 404, {}],
    ['too_many', 429, { retry_after_s: 3600 }],
  ] as const)('hands %s on with %i', async (outcome, status, more) => {
    const response = await world(outcome).send(report)
    expect(response.status).toBe(status)
    expect(await response.json()).toEqual({ outcome, ...more })
  })

  test('keeps its answer back as long as the database says', async () => {
    const { send, slept } = world('kept', 4)
    expect((await send(report)).status).toBe(200)
    expect(slept).toEqual([4000])
  })

  test('says nothing of a cause but its kind', async () => {
    const { send, log } = world(new Error('网址打不开'))
    expect(await (await send(report)).json()).toEqual({ outcome: 'failed' })
    expect(log).toEqual(['{"event":"mistake_not_kept","cause":"Error"}'])
  })
})

describe('a report that nobody can have written', () => {
  test('in less than four seconds is sent back with the ticket to come again with', async () => {
    const { post, kept, clock } = world()
    const asked = await post({ ticket: null })
    expect(asked.status).toBe(425)
    const { ticket, ...rest } = await asked.json()
    expect(rest).toEqual({ outcome: 'too_early', retry_after_s: 4 })
    clock.at += 1500
    const early = await post({ ...report, ticket })
    expect(await early.json()).toEqual({ outcome: 'too_early', ticket, retry_after_s: 3 })
    expect(kept).toEqual([])
    clock.at += 3000
    expect(await (await post({ ...report, ticket })).json()).toEqual({ outcome: 'kept' })
  })

  test.each([
    ['no ticket', () => undefined],
    ['words for a ticket', () => 'let me in'],
    ['an earlier hour written into a ticket', (ticket: string) => `1700000000000${ticket.slice(13)}`],
    ['a ticket of yesterday', (_: string, old: string) => old],
    ['a ticket of tomorrow', (_: string, __: string, coming: string) => coming],
    ['a list', () => ['x']],
  ])('with %s is given a new one', async (_, change) => {
    const { post, links, kept } = world()
    const [ticket, old, coming] = await Promise.all(
      [start - 10_000, start - 25 * 3_600_000, start + 60_000].map((at) => links.ticket(at)),
    )
    const answer = await post({ ...report, ticket: change(ticket ?? '', old ?? '', coming ?? '') })
    expect(await answer.json()).toEqual({
      outcome: 'too_early',
      ticket: await links.ticket(start),
      retry_after_s: 4,
    })
    expect(kept).toEqual([])
  })

  test('because the field that no person sees is filled in is thanked for and not kept', async () => {
    const { send, kept } = world()
    expect(await (await send({ ...report, left_empty: 'https://x.example' })).json()).toEqual({
      outcome: 'kept',
    })
    expect(kept).toEqual([])
  })
})
