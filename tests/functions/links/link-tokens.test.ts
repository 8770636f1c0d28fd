import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { parseLink } from '../../../supabase/functions/_shared/contracts/credential/credential.ts'
import { createLinkSigner } from '../../../supabase/functions/_shared/links/link.ts'

const credential = '3f0c2a1e-9d5b-4c7a-8e21-0b6f4d2a9c11'
const secret = 'a secret of more than thirty-two characters'
const links = createLinkSigner(secret)
const token = await links.mint(credential, 2)

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** Another last character that carries the same 256 bits. */
const sameBytes = token.slice(0, -1) + ALPHABET[ALPHABET.indexOf(token.at(-1) ?? '') + 1]

describe('the token of a one-time link', () => {
  test('is 32 bytes in base64url, as the contract wants it', () => {
    expect(parseLink(`#${credential}.2.${token}`)).toEqual({ credential, generation: 2, token })
  })

  test('is the HMAC-SHA-256 of credential and generation that another implementation finds', () => {
    expect(token).toBe(createHmac('sha256', secret).update(`${credential}.2`).digest('base64url'))
  })

  test('is the same at every minting, so that a repeated mail is the same mail', async () => {
    expect(await createLinkSigner(secret).mint(credential, 2)).toBe(token)
  })

  test('opens its own link', async () => {
    expect(await links.verify({ credential, generation: 2, token })).toBe(true)
  })

  test.each([
    ['another generation', { credential, generation: 3, token }],
    ['another credential', { credential: '3f0c2a1e-9d5b-4c7a-8e21-0b6f4d2a9c12', generation: 2, token }],
    [
      'a changed first character',
      { credential, generation: 2, token: `${token[0] === 'A' ? 'B' : 'A'}${token.slice(1)}` },
    ],
    ['another spelling of the same bytes', { credential, generation: 2, token: sameBytes }],
    ['a shortened token', { credential, generation: 2, token: token.slice(0, -1) }],
    ['no token', { credential, generation: 2, token: '' }],
  ])('does not open with %s', async (_, link) => {
    expect(await links.verify(link)).toBe(false)
  })

  test('does not open under another secret', async () => {
    const others = createLinkSigner('another secret of more than thirty-two characters')
    expect(await others.verify({ credential, generation: 2, token })).toBe(false)
  })
})

describe('the code that proves a mailbox', () => {
  test('is six digits that follow from proof and number, as another implementation finds them', async () => {
    const digest = createHmac('sha256', secret).update(`code:${credential}.3`).digest()
    expect(await links.code(credential, 3)).toBe(String(digest.readUIntBE(0, 6) % 1_000_000).padStart(6, '0'))
  })

  test('is another one for each number and proof, and under another secret', async () => {
    const others = createLinkSigner('another secret of more than thirty-two characters')
    const codes = await Promise.all([
      links.code(credential, 1),
      links.code(credential, 2),
      links.code(credential.replace(/1$/, '2'), 1),
      others.code(credential, 1),
    ])
    expect(new Set(codes).size).toBe(4)
  })

  test('keeps its zeros in front', async () => {
    const codes = await Promise.all(Array.from({ length: 60 }, (_, number) => links.code(credential, number)))
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true)
    expect(codes.some((code) => code.startsWith('0'))).toBe(true)
  })
})

test('an address is disguised: the same each time, different for each, and not in the disguise', async () => {
  const disguise = await links.disguise('203.0.113.7')
  expect(await links.disguise('203.0.113.7')).toBe(disguise)
  expect(await links.disguise('203.0.113.8')).not.toBe(disguise)
  expect(disguise).not.toContain('203')
})
