import { describe, expect, it } from 'vitest'
import { formatLink } from '#contracts/credential/credential.ts'
import { REQUIRED_ITEMS } from '#contracts/federation.ts'
import { functionsGateway } from '../../../src/lib/credential/credential-gateway.ts'
import {
  keepChecklist,
  keptChecklist,
  missingItems,
  toggled,
} from '../../../src/lib/credential/kept-checklist.ts'
import { readerNonce } from '../../../src/lib/credential/reader.ts'
import { takeLink } from '../../../src/lib/credential/taken-link.ts'
import { createFunctionCall } from '../../../src/lib/session/function-call.ts'
import { memoryStorage } from '../../../src/lib/session/tab-storage.ts'

const link = {
  credential: '5f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11',
  generation: 2,
  token: 'Zm9v'.repeat(10).concat('Zm9'),
}
const fragment = `#${formatLink(link)}`

function addressBar(shown: string) {
  return {
    fragment: shown,
    cleared: 0,
    clear() {
      this.cleared += 1
    },
  }
}

describe('the link in the address', () => {
  it('is taken out of the address and kept for a reload of the tab', () => {
    const storage = memoryStorage()
    const bar = addressBar(fragment)
    expect(takeLink(bar, storage)).toEqual(link)
    expect(bar.cleared).toBe(1)
    const reloaded = addressBar('')
    expect(takeLink(reloaded, storage)).toEqual(link)
    expect(reloaded.cleared).toBe(0)
  })

  it('of a newer mail replaces the one before', () => {
    const storage = memoryStorage()
    takeLink(addressBar(fragment), storage)
    const newer = { ...link, generation: 3 }
    expect(takeLink(addressBar(`#${formatLink(newer)}`), storage)).toEqual(newer)
    expect(takeLink(addressBar(''), storage)).toEqual(newer)
  })

  it.each([
    '#main',
    `${fragment}x`,
    `${fragment}.more`,
    fragment.slice(0, -1),
    '#..',
    `#${link.credential}.0.${link.token}`,
    `#${link.credential}.two.${link.token}`,
  ])('that is none (%s) opens nothing, is still taken out, and does not forget a good one', (broken) => {
    const storage = memoryStorage()
    takeLink(addressBar(fragment), storage)
    const bar = addressBar(broken)
    expect(takeLink(bar, storage)).toBeNull()
    expect(bar.cleared).toBe(1)
    expect(takeLink(addressBar(''), storage)).toEqual(link)
  })

  it('that is not there gives null', () => {
    expect(takeLink(addressBar(''), memoryStorage())).toBeNull()
  })
})

describe('the nonce of the reader', () => {
  const bytes = (value: number) => (into: Uint8Array) => void into.fill(value)

  it('is 32 bytes in base64url and stays for the tab', () => {
    const storage = memoryStorage()
    const nonce = readerNonce(storage, bytes(0xfb))
    expect(nonce).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(Buffer.from(nonce, 'base64url')).toEqual(Buffer.alloc(32, 0xfb))
    expect(readerNonce(storage, bytes(1))).toBe(nonce)
    expect(readerNonce(memoryStorage(), bytes(1))).not.toBe(nonce)
  })

  it('is made anew where something else stands in its place', () => {
    const storage = memoryStorage()
    storage.setItem('minglu.credential.reader', 'short')
    expect(readerNonce(storage, bytes(1))).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })
})

describe('the checklist', () => {
  it('keeps its ticks by credential', () => {
    const storage = memoryStorage()
    keepChecklist(storage, 'a', ['logged_in'])
    expect(keptChecklist(storage, 'a')).toEqual(['logged_in'])
    expect(keptChecklist(storage, 'b')).toEqual([])
  })

  it.each(['{', '"x"', '["nonsense"]'])('that is broken (%s) counts as empty', (text) => {
    const storage = memoryStorage()
    storage.setItem('minglu.checklist.a', text)
    expect(keptChecklist(storage, 'a')).toEqual([])
  })

  it('ticks and unticks in the order of the list', () => {
    expect(toggled(['avatar_set'], 'logged_in')).toEqual(['logged_in', 'avatar_set'])
    expect(toggled(['logged_in', 'avatar_set'], 'logged_in')).toEqual(['avatar_set'])
  })

  it('misses only what is required', () => {
    expect(REQUIRED_ITEMS).toEqual(['logged_in', 'password_changed'])
    expect(missingItems(['avatar_set', 'logged_in'])).toEqual(['password_changed'])
    expect(missingItems(['password_changed', 'logged_in'])).toEqual([])
  })
})

describe('the functions', () => {
  const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })
  function gateway(answer: () => Promise<Response>) {
    const posted: { address: string; order: RequestInit }[] = []
    const post = (address: string, order: RequestInit) => {
      posted.push({ address, order })
      return answer()
    }
    return { posted, calls: functionsGateway(createFunctionCall('https://x.example', 'key', post)) }
  }

  it('are posted to with the key, without cookies, referrer or cache', async () => {
    const { posted, calls } = gateway(async () => json(410, { outcome: 'expired' }))
    expect(await calls.open(link, 'r'.repeat(43))).toEqual({ outcome: 'expired' })
    expect(posted).toEqual([
      {
        address: 'https://x.example/functions/v1/open-credential',
        order: {
          method: 'POST',
          headers: { 'content-type': 'application/json', apikey: 'key' },
          body: JSON.stringify({ ...link, reader: 'r'.repeat(43) }),
          cache: 'no-store',
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
        },
      },
    ])
  })

  it.each<[string, () => Promise<Response>]>([
    ['the network is gone', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a page of a proxy comes instead', async () => new Response('<html>', { status: 502 })],
    ['the body is not as agreed', async () => json(200, { outcome: 'opened', login_name: 'x' })],
    ['the outcome is unknown', async () => json(200, { outcome: 'wonderful' })],
  ])('count as unreachable when %s', async (_, answer) => {
    const { calls } = gateway(answer)
    expect(await calls.open(link, 'r')).toEqual({ outcome: 'unreachable' })
    expect(await calls.confirm(link, [])).toEqual({ outcome: 'unreachable' })
  })
})
