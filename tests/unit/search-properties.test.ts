import fc from 'fast-check'
import { Converter } from 'opencc-js'
import { pinyin } from 'pinyin-pro'
import { expect, test, vi } from 'vitest'
import { namesOf, realRows } from '../fixtures/search/real-names.ts'

// Sixty whole searches a property: slow on a loaded machine, and no less true.
vi.setConfig({ testTimeout: 30_000 })

const rows = realRows()
const names = await namesOf(rows)
const anyName = fc.constantFrom(...rows.organizations.map(({ name }) => name))
const RUNS = { numRuns: 60, seed: 20260315 }
const toTraditional = Converter({ from: 'cn', to: 't' })

const spell = (name: string): string =>
  pinyin(name.replaceAll(/[^\p{L}\p{N}]/gu, ''), { toneType: 'none', type: 'array', v: true }).join('')

async function firstName(query: string): Promise<string> {
  return (await names.search(query, { limit: 1 })).hits[0]?.name ?? ''
}

test('every name finds itself first', async () => {
  await fc.assert(
    fc.asyncProperty(anyName, async (name) => {
      expect(await firstName(name)).toBe(name)
    }),
    RUNS,
  )
})

test('every name finds itself first with other widths, spaces and punctuation', async () => {
  const widen = (text: string): string =>
    text.replaceAll(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
  const noise = fc.constantFrom(' ', '　', '·', '，', '\u200b', '\t')
  await fc.assert(
    fc.asyncProperty(anyName, noise, fc.nat(40), async (name, between, at) => {
      const typed = `“${widen(name.slice(0, at))}${between}${name.slice(at)}” `
      expect(await firstName(typed)).toBe(name)
    }),
    RUNS,
  )
})

test('every name finds itself first in traditional characters', async () => {
  await fc.assert(
    fc.asyncProperty(anyName, async (name) => {
      expect(await firstName(toTraditional(name))).toBe(name)
    }),
    RUNS,
  )
})

test('every name finds itself first by its pinyin, but for names that sound the same', async () => {
  await fc.assert(
    fc.asyncProperty(anyName, async (name) => {
      expect(spell(await firstName(spell(name)))).toBe(spell(name))
    }),
    RUNS,
  )
})

test('every piece of three characters of a name is found somewhere', async () => {
  await fc.assert(
    fc.asyncProperty(anyName, fc.nat(30), async (name, from) => {
      const plain = name.replaceAll(/[^\p{L}\p{N}]/gu, '')
      const at = from % Math.max(1, plain.length - 3)
      const { hits, total } = await names.search(plain.slice(at, at + 3), { limit: 4000 })
      expect(total).toBeGreaterThan(0)
      expect(hits[0]).toBeDefined()
    }),
    RUNS,
  )
})

test('nothing that can be typed makes the search fail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (query) => {
      const { hits } = await names.search(query)
      expect(hits.length).toBeLessThanOrEqual(20)
    }),
    RUNS,
  )
})

test('marks lie inside the text that they mark, in order', async () => {
  await fc.assert(
    fc.asyncProperty(anyName, fc.nat(10), async (name, length) => {
      const { hits } = await names.search(name.slice(0, length + 1))
      for (const { name: shown, ranges } of hits) {
        const bounds = ranges.flat()
        expect(bounds).toEqual(bounds.toSorted((a, b) => a - b))
        expect(bounds.every((bound) => bound >= 0 && bound <= shown.length)).toBe(true)
      }
    }),
    RUNS,
  )
})
