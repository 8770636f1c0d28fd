import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { pathOf, qrCode } from '../../../src/lib/qr/qr-code.ts'

/** Rows of modules as 0 and 1, line by line. */
const drawing = (code: boolean[][] | null) => (code ?? []).map((line) => line.map(Number).join('')).join('\n')

/** What another encoder (npm `qrcode` 1.5, bytes, level M) draws: of each version up to 10 the SHA-256 of its drawing. */
const LONG = `https://x.cn/${'abcdefghij'.repeat(20)}`
const KNOWN: readonly [string, number, string][] = [
  ['名录', 21, '9804b58da1c39bc0'],
  ['https://weibo.com/u/5000000001', 29, '040085eb1d7ae097'],
  [LONG.slice(0, 20), 25, '65cb4eade426d597'],
  [LONG.slice(0, 60), 33, '9cda3af3ddaa9999'],
  [LONG.slice(0, 80), 37, '6f25fd3503f8646f'],
  [LONG.slice(0, 100), 41, '439ee44b1d1cafcc'],
  [LONG.slice(0, 115), 45, '98a4222c1ba96d1f'],
  [LONG.slice(0, 130), 49, 'f2b0dd9d1343ed09'],
  [LONG.slice(0, 180), 53, 'c04e58a8c05c7ac2'],
  [LONG.slice(0, 213), 57, '018b0cb380ce3d82'],
]

describe('a QR code', () => {
  it.each(KNOWN)('of %j has %i modules a side, all as another encoder draws them', (text, side, hash) => {
    const code = qrCode(text)
    expect(code?.length).toBe(side)
    expect(createHash('sha256').update(drawing(code)).digest('hex').slice(0, 16)).toBe(hash)
  })

  it('holds 213 bytes and says so where a text is longer', () => {
    expect(qrCode('名'.repeat(71))?.length).toBe(57)
    expect(qrCode('名'.repeat(72))).toBeNull()
  })

  it('is drawn module by module', () => {
    expect(
      pathOf([
        [true, false],
        [false, true],
      ]),
    ).toBe('M0 0h1v1h-1zM1 1h1v1h-1z')
  })
})
