import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const source = readFileSync(new URL('../../../src/styles/tokens.css', import.meta.url), 'utf8')

/** Colours by name: of the first block, overlaid with those of the block that follows `condition`. */
function colours(condition: string | null): Map<string, string> {
  const [light = '', ...rest] = source.split(/(?=@media)/)
  const block = condition === null ? '' : (rest.find((part) => part.includes(condition)) ?? '')
  return new Map(
    [...`${light}${block}`.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [
      name,
      hex,
    ]),
  )
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const TEXT = ['ink', 'ink-soft', 'accent', 'ok', 'warn', 'bad']
const GROUNDS = ['paper', 'raised', 'sunken']

describe.each([
  ['light', null],
  ['dark', 'prefers-color-scheme: dark'],
  ['print', '@media print'],
])('colours in %s', (_name, condition) => {
  const palette = colours(condition)
  const colour = (name: string) => palette.get(name) ?? ''

  it.each(TEXT.flatMap((text) => GROUNDS.map((ground) => [text, ground])))(
    '%s is readable on %s',
    (text = '', ground = '') => {
      expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5)
    },
  )

  it.each([
    ['on-accent', 'accent'],
    ['on-seal', 'seal'],
    ['ink', 'accent-soft'],
    ['ink', 'share-0'],
    ['ink', 'share-1'],
    ['ink', 'share-2'],
    ['ink', 'share-3'],
    ['ink', 'share-4'],
    ['accent', 'accent-soft'],
  ])('%s is readable on %s', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['focus', 'line-strong', 'seal'])('%s stands out from paper as a shape must', (name) => {
    expect(contrast(colour(name), colour('paper'))).toBeGreaterThanOrEqual(3)
  })
})
