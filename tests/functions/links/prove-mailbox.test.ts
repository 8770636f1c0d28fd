import { describe, expect, test } from 'vitest'
import {
  formatMailboxCode,
  mailboxSubject,
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
const token = await links.mint(mailboxSubject(proof), 2)
const act = 'confirm'
const told = (different: object = {}) => [
  { proof_id: proof, code_number: 2, is_right: true, by_link: false, confirms: true, ...different },
]
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
    const response = await handler(pageRequest({ proof, number: 2, code, act }))
    expect(response.status).toBe(200)
    expect(ProveMailboxReply.parse(await response.json())).toEqual(proven)
    expect(asked).toEqual([told()])
    expect(response.headers.get('access-control-allow-origin')).toBe(door.origins[0])
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test.each([
    ['another code', { proof, number: 2, code: wrong, act }],
    ['the code of another number', { proof, number: 3, code, act }],
    ['another token', { proof, number: 2, code: 'A'.repeat(43), act }],
    ['a look with a wrong code', { proof, number: 2, code: wrong, act: 'look' }],
  ])('tells it of %s as of a wrong one, so that it is counted', async (_, posted) => {
    const { handler, asked } = world({ outcome: 'wrong_code' })
    expect((await handler(pageRequest(posted))).status).toBe(403)
    expect(asked).toEqual([
      told({
        code_number: posted.number,
        is_right: false,
        by_link: posted.code.length > 6,
        confirms: posted.act === 'confirm',
      }),
    ])
  })

  test('tells it of a link as of a link, and whether the page only looks', async () => {
    const { handler, asked } = world()
    await handler(pageRequest({ proof, number: 2, code: token, act: 'look' }))
    await handler(pageRequest({ proof, number: 2, code: token, act }))
    expect(asked).toEqual([told({ by_link: true, confirms: false }), told({ by_link: true })])
  })

  test('takes no credential’s token for a mailbox’s', async () => {
    const { handler, asked } = world()
    await handler(pageRequest({ proof, number: 2, code: await links.mint(proof, 2), act }))
    expect(asked).toEqual([told({ is_right: false, by_link: true })])
  })

  test.each([
    ['no JSON', '%'],
    ['a code of five digits', { proof, number: 2, code: '12345', act }],
    ['no proof', { number: 2, code, act }],
    ['nothing to do', { proof, number: 2, code }],
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
    expect((await world({ outcome }).handler(pageRequest({ proof, number: 2, code, act }))).status).toBe(
      status,
    )
  })

  test('says how long a pause is', async () => {
    const response = await world({ outcome: 'paused', retry_after_s: 61 }).handler(
      pageRequest({ proof, number: 2, code, act }),
    )
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('61')
  })

  test('says nothing of a cause but its kind', async () => {
    const { handler, log } = world(new Error('canary@example.org'))
    const response = await handler(pageRequest({ proof, number: 2, code, act }))
    expect(response.status).toBe(500)
    expect(await response.json()).toEqual({ outcome: 'failed' })
    expect(log).toEqual(['{"event":"mailbox_not_proven","cause":"Error"}'])
  })
})

describe('the fragment with a mailbox code', () => {
  test('is read as it was written', () => {
    for (const secret of [code, token])
      expect(parseMailboxCode(`#${formatMailboxCode({ proof, number: 2, code: secret })}`)).toEqual({
        proof,
        number: 2,
        code: secret,
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
