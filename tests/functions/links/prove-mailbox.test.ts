import { describe, expect, test } from 'vitest'
import {
  formatMailboxCode,
  ProveMailboxReply,
  parseMailboxCode,
} from '../../../supabase/functions/_shared/contracts/contact/mailbox.ts'
import { createLinkSigner } from '../../../supabase/functions/_shared/links/link.ts'
import { createHandler } from '../../../supabase/functions/prove-mailbox/handler.ts'
import { door, pageRequest } from '../../fixtures/page-request.ts'

const links = createLinkSigner('a secret of more than thirty-two characters')
const proof = '3f0c2a1e-9d5b-4c7a-8e21-0b6f4d2a9c11'
const code = await links.code(proof, 2)
const wrong = code === '000000' ? '000001' : '000000'
const proven = {
  outcome: 'proven',
  purpose: 'change',
  organization_name: '海淀区第一中学',
  mailbox: 'canary@example.org',
} as const

function world(answer: ProveMailboxReply | Error = proven) {
  const asked: unknown[] = []
  const log: string[] = []
  const handler = createHandler({
    door,
    links,
    database: {
      proveMailbox: async (...parameters) => {
        asked.push(parameters)
        if (answer instanceof Error) throw answer
        return answer
      },
    },
    log: (event, facts = {}) => log.push(JSON.stringify({ event, ...facts })),
  })
  return { handler, asked, log }
}

describe('the function behind a mailbox code', () => {
  test('tells the database of a right code, and hands its answer on to the site alone', async () => {
    const { handler, asked } = world()
    const response = await handler(pageRequest({ proof, number: 2, code }))
    expect(response.status).toBe(200)
    expect(ProveMailboxReply.parse(await response.json())).toEqual(proven)
    expect(asked).toEqual([[proof, 2, true]])
    expect(response.headers.get('access-control-allow-origin')).toBe(door.origins[0])
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test.each([
    ['another code', { proof, number: 2, code: wrong }],
    ['the code of another number', { proof, number: 3, code }],
  ])('tells it of %s as of a wrong one, so that it is counted', async (_, posted) => {
    const { handler, asked } = world({ outcome: 'wrong_code' })
    expect((await handler(pageRequest(posted))).status).toBe(403)
    expect(asked).toEqual([[posted.proof, posted.number, false]])
  })

  test.each([
    ['no JSON', '%'],
    ['a code of five digits', { proof, number: 2, code: '12345' }],
    ['no proof', { number: 2, code }],
  ])('asks nobody about %s', async (_, posted) => {
    const { handler, asked } = world()
    const response = await handler(pageRequest(posted))
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({ outcome: 'wrong_code' })
    expect(asked).toEqual([])
  })

  test.each([
    ['superseded', 410],
    ['expired', 410],
    ['too_many_codes', 429],
  ] as const)('answers %s with %i', async (outcome, status) => {
    expect((await world({ outcome }).handler(pageRequest({ proof, number: 2, code }))).status).toBe(status)
  })

  test('says nothing of a cause but its kind', async () => {
    const { handler, log } = world(new Error('canary@example.org'))
    const response = await handler(pageRequest({ proof, number: 2, code }))
    expect(response.status).toBe(500)
    expect(await response.json()).toEqual({ outcome: 'failed' })
    expect(log).toEqual(['{"event":"mailbox_not_proven","cause":"Error"}'])
  })
})

describe('the fragment with a mailbox code', () => {
  test('is read as it was written', () => {
    expect(parseMailboxCode(`#${formatMailboxCode({ proof, number: 2, code })}`)).toEqual({
      proof,
      number: 2,
      code,
    })
  })

  test.each([
    `mailbox=${proof}.2`,
    `mailbox=${proof}.2.${code}.9`,
    `mailbox=${proof}.0.${code}`,
    `mailbox=x.1.${code}`,
    `${proof}.2.${code}`,
    'main',
    '',
  ])('%s carries none', (fragment) => {
    expect(parseMailboxCode(fragment)).toBeNull()
  })
})
