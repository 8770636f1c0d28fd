import { createHash } from 'node:crypto'
import { createMessage, encrypt, generateKey, readKey } from 'openpgp'
import { describe, expect, test } from 'vitest'
import {
  ConfirmActivationReply,
  OpenCredentialReply,
} from '../../../supabase/functions/_shared/contracts/credential/credential.ts'
import { DatabaseError } from '../../../supabase/functions/_shared/database/calls.ts'
import type { Database } from '../../../supabase/functions/_shared/database/database.ts'
import { createLinkSigner } from '../../../supabase/functions/_shared/links/link.ts'
import { createUnseal } from '../../../supabase/functions/_shared/links/sealing.ts'
import { createHandler as createConfirmActivation } from '../../../supabase/functions/confirm-activation/handler.ts'
import { createHandler as createOpenCredential } from '../../../supabase/functions/open-credential/handler.ts'
import { door, pageRequest } from '../../fixtures/page-request.ts'

const links = createLinkSigner('a secret of more than thirty-two characters')
const credential = '3f0c2a1e-9d5b-4c7a-8e21-0b6f4d2a9c11'
const token = await links.mint(credential, 2)
const reader = 'canary-reader-nonce-0123'
const opening = { credential, generation: 2, token, reader }
const confirmation = { credential, generation: 2, token, checklist: ['logged_in', 'password_changed'] }

const key = await generateKey({ userIDs: [{ name: 'test' }] })
const unseal = createUnseal(key.privateKey)
async function seal(plain: string, to = key.publicKey): Promise<string> {
  const bytes = await encrypt({
    message: await createMessage({ text: plain }),
    encryptionKeys: await readKey({ armoredKey: to }),
    format: 'binary',
  })
  return Buffer.from(bytes).toString('base64')
}
const secret = { credential_id: credential, login_name: 'canary-login', initial_password: 'canary-password' }
const sealed = await seal(JSON.stringify(secret))

const otherKey = await generateKey({ userIDs: [{ name: 'other' }] })
const spoiled: [string, string][] = [
  ['moved from another row', await seal(JSON.stringify({ ...secret, credential_id: crypto.randomUUID() }))],
  ['sealed for another key', await seal(JSON.stringify(secret), otherKey.publicKey)],
  ['cut short', sealed.slice(0, 200)],
  ['no base64', '%%%'],
  ['no credential', await seal('{"canary":1}')],
  ['no JSON', await seal('canary-password')],
]

const place = {
  organization_code: '100345',
  organization_name: '海淀区第一中学',
  platform_name: '新浪微博',
  platform_home: 'https://weibo.com',
  readable_until: '2026-11-25T16:40:05.123456+00:00',
}
const opened = { outcome: 'opened' as const, ...place, sealed }
const confirmed = {
  outcome: 'confirmed' as const,
  organization_code: '100345',
  organization_name: '海淀区第一中学',
  activated_at: '2026-11-25T16:40:05+00:00',
}

type Opening = Awaited<ReturnType<Database['openCredential']>>
type Activation = Awaited<ReturnType<Database['confirmActivation']>>

/** Both functions over one database; an Error is what it throws. */
function world(
  answers: { opening?: Opening | Error; activation?: Activation | Error; allowed?: boolean | Error } = {},
) {
  const seen = {
    opened: [] as unknown[],
    confirmed: [] as unknown[],
    attempts: [] as unknown[],
    log: [] as string[],
  }
  const given = <Answer>(answer: Answer | Error): Answer => {
    if (answer instanceof Error) throw answer
    return answer
  }
  const dependencies = {
    door,
    links,
    unseal,
    database: {
      openCredential: async (...parameters: unknown[]) => {
        seen.opened.push(parameters)
        return given(answers.opening ?? opened)
      },
      confirmActivation: async (...parameters: unknown[]) => {
        seen.confirmed.push(parameters)
        return given(answers.activation ?? confirmed)
      },
      takeAttempt: async (...parameters: unknown[]) => {
        seen.attempts.push(parameters)
        return given(answers.allowed ?? true)
      },
    },
    log: (event: string, facts = {}) => seen.log.push(JSON.stringify({ event, ...facts })),
  }
  const open = createOpenCredential(dependencies)
  const confirm = createConfirmActivation(dependencies)
  return { seen, open, confirm }
}

/** What stands before the last entry came with the request. */
const post = (body: unknown, from = '192.0.2.1, 203.0.113.7') =>
  pageRequest(body, { 'x-forwarded-for': from })

describe.each([
  { name: 'open', honest: opening as object, contract: OpenCredentialReply, acted: 'opened' },
  { name: 'confirm', honest: confirmation as object, contract: ConfirmActivationReply, acted: 'confirmed' },
] as const)('$name: before anything is done', ({ name, honest, contract, acted }) => {
  test('the site’s pages may ask first', async () => {
    const { [name]: call, seen } = world()
    const response = await call(
      new Request('http://functions/x', {
        method: 'OPTIONS',
        headers: { origin: door.origins[0] ?? '', 'access-control-request-method': 'POST' },
      }),
    )
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe(door.origins[0])
    expect(response.headers.get('access-control-allow-methods')).toBe('POST, OPTIONS')
    expect(response.headers.get('access-control-allow-headers')).toContain('content-type')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(seen[acted]).toEqual([])
  })

  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])(
    '%s is not allowed and consumes nothing',
    async (method) => {
      const { [name]: call, seen } = world()
      const response = await call(new Request('http://functions/x', { method }))
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toBe('POST, OPTIONS')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(seen[acted]).toEqual([])
    },
  )

  test.each([
    ['another token', { ...honest, token: 'A'.repeat(43) }],
    ['another generation', { ...honest, generation: 3 }],
    ['another credential', { ...honest, credential: '3f0c2a1e-9d5b-4c7a-8e21-0b6f4d2a9c12' }],
    ['a credential that is none', { ...honest, credential: "' or 1=1 --" }],
    ['generation zero', { ...honest, generation: 0 }],
    ['no token', { ...honest, token: undefined }],
    ['half a body', JSON.stringify(honest).slice(0, -9)],
    ['no body', ''],
    ['a list', [honest]],
  ])('%s is a wrong link, counted against its sender', async (_, body) => {
    const { [name]: call, seen } = world()
    const response = await call(post(body))
    expect(response.status).toBe(403)
    expect(contract.parse(await response.json())).toEqual({ outcome: 'wrong_link' })
    expect(response.headers.get('access-control-allow-origin')).toBe(door.origins[0])
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(seen.attempts).toEqual([[`open:${await links.disguise('203.0.113.7')}`, 10, 600]])
    expect(seen[acted]).toEqual([])
  })

  test('too many wrong links are told how long to wait', async () => {
    const { [name]: call } = world({ allowed: false })
    const response = await call(post({ ...honest, generation: 3 }))
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('600')
    expect(contract.parse(await response.json())).toEqual({
      outcome: 'too_many_attempts',
      retry_after_s: 600,
    })
  })

  test('a right link is served where others have guessed too often', async () => {
    const { [name]: call, seen } = world({ allowed: false })
    expect((await call(post(honest))).status).toBe(200)
    expect(seen.attempts).toEqual([])
  })

  test.each([
    ['at the limit', 4096, 403],
    ['over the limit', 4097, 413],
    ['far over the limit', 1_000_000, 413],
  ])('a body %s of %i bytes is answered %i', async (_, bytes, status) => {
    const { [name]: call, seen } = world()
    const response = await call(post('x'.repeat(bytes)))
    expect(response.status).toBe(status)
    expect(response.headers.get('access-control-allow-origin')).toBe(door.origins[0])
    expect(seen[acted]).toEqual([])
  })

  test('a database that is away is a failure without its cause', async () => {
    const away = new DatabaseError('take_attempt', 'unreachable')
    const { [name]: call, seen } = world({ allowed: away })
    const response = await call(post({ ...honest, generation: 3 }))
    expect(response.status).toBe(500)
    expect(contract.parse(await response.json())).toEqual({ outcome: 'failed' })
    expect(seen.log).toHaveLength(1)
  })

  test.each([
    ['already_opened', { outcome: 'already_opened', opened_at: '2026-11-25T16:40:05+00:00' }, 410],
    ['expired', { outcome: 'expired' }, 410],
    ['superseded', { outcome: 'superseded' }, 410],
    ['revoked', { outcome: 'revoked' }, 410],
    ['activated', { outcome: 'activated' }, 410],
    ['wrong_link', { outcome: 'wrong_link' }, 403],
  ] as const)('a link that is %s is answered as the database says', async (_, refusal, status) => {
    const { [name]: call } = world({ opening: refusal, activation: refusal })
    const response = await call(post(honest))
    expect(response.status).toBe(status)
    expect(contract.parse(await response.json())).toEqual(refusal)
  })
})

describe('opening', () => {
  test('shows what was sealed, and hands the database a hash of the reader', async () => {
    const { open, seen } = world()
    const response = await open(post(opening))
    expect(response.status).toBe(200)
    expect(OpenCredentialReply.parse(await response.json())).toEqual({
      outcome: 'opened',
      ...place,
      login_name: 'canary-login',
      initial_password: 'canary-password',
    })
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(seen.opened).toEqual([[credential, 2, createHash('sha256').update(reader).digest('hex')]])
    expect(seen.log).toEqual([])
  })

  test('sends nothing of the sealed bytes', async () => {
    const { open } = world()
    expect(await (await open(post(opening))).text()).not.toContain(sealed.slice(0, 40))
  })

  test.each(spoiled)(
    'bytes that are %s do not open, and the log says no more than that',
    async (_, bytes) => {
      const { open, seen } = world({ opening: { ...opened, sealed: bytes } })
      const response = await open(post(opening))
      expect(response.status).toBe(500)
      expect(await response.json()).toEqual({ outcome: 'failed' })
      expect(seen.log).toEqual(['{"event":"credential_not_opened","cause":"SealBroken"}'])
    },
  )

  test('logs neither reader nor token when the database fails', async () => {
    const { open, seen } = world({ opening: new DatabaseError('open_credential', '57014') })
    await open(post(opening))
    expect(seen.log).toHaveLength(1)
    for (const kept of ['canary', token, credential, '203.0.113.7'])
      expect(seen.log.join()).not.toContain(kept)
  })

  test('counts callers without an address together', async () => {
    const { open, seen } = world()
    await open(post({}, ''))
    expect(seen.attempts).toEqual([[`open:${await links.disguise('unknown')}`, 10, 600]])
  })
})

describe('confirming', () => {
  test('hands the checklist on and says when it was activated', async () => {
    const { confirm, seen } = world()
    const response = await confirm(post(confirmation))
    expect(response.status).toBe(200)
    expect(ConfirmActivationReply.parse(await response.json())).toEqual(confirmed)
    expect(seen.confirmed).toEqual([[credential, 2, ['logged_in', 'password_changed']]])
  })

  test('before the credential was opened is a conflict', async () => {
    const { confirm } = world({ activation: { outcome: 'not_opened' } })
    const response = await confirm(post(confirmation))
    expect(response.status).toBe(409)
    expect(await response.json()).toEqual({ outcome: 'not_opened' })
  })

  test('with a checklist that the database finds short is the fault of the request, and none of ours', async () => {
    const { confirm, seen } = world({ activation: { outcome: 'checklist_incomplete' } })
    const response = await confirm(post({ ...confirmation, checklist: ['logged_in'] }))
    expect(response.status).toBe(400)
    expect(ConfirmActivationReply.parse(await response.json())).toEqual({ outcome: 'checklist_incomplete' })
    expect(seen.confirmed).toEqual([[credential, 2, ['logged_in']]])
    expect(seen.log).toEqual([])
  })
})
