import fc from 'fast-check'
import { Converter } from 'opencc-js'
import { pinyin } from 'pinyin-pro'
import { expect, test, vi } from 'vitest'
import { namesOf, realRows } from '../../fixtures/search/real-names.ts'

// Every name of the register, or sixty searches where the property has more to choose: slow on a loaded machine, and no less true.
vi.setConfig({ testTimeout: 400_000 })

const rows = realRows()
const names = await namesOf(rows)
const anyName = fc.constantFrom(...rows.organizations.map(({ name }) => name))
const allNames = [...new Set(rows.organizations.map(({ name }) => name))]
const RUNS = { numRuns: 60, seed: 20260315 }
const toTraditional = Converter({ from: 'cn', to: 't' })

const spell = (name: string): string =>
  pinyin(name.replaceAll(/[^\p{L}\p{N}]/gu, ''), { toneType: 'none', type: 'array', v: true }).join('')

const widen = (text: string): string =>
  text.replaceAll(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))

async function firstName(query: string): Promise<string> {
  return (await names.search(query, { limit: 1 })).hits[0]?.name ?? ''
}

/** Names that are not found first in a form, with what is. */
async function lost(form: (name: string) => string, same = (one: string, other: string) => one === other) {
  const missed: string[] = []
  for (const name of allNames) {
    const found = await firstName(form(name))
    if (!same(found, name)) missed.push(`${name}: ${found}`)
  }
  return missed
}

test('every name finds itself first', async () => {
  expect(allNames.length).toBeGreaterThan(6000)
  expect(await lost((name) => name)).toEqual([])
})

test('every name finds itself first in full width', async () => {
  expect(await lost(widen)).toEqual([])
})

test('every name finds itself first with other widths, spaces and punctuation', async () => {
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
  expect(await lost(toTraditional)).toEqual([])
})

test('every name finds itself first by its pinyin, but for names that sound the same', async () => {
  // 阿 is also read e, as in 东阿, and 长 also chang: who types so may mean either.
  expect(await lost(spell, (one, other) => spell(one) === spell(other))).toEqual([
    '共青团鄂城区委员会: 共青团阿城区委员会',
    '共青团昌宁县委员会: 共青团长宁县委员会',
  ])
})

test('every piece of three characters of a name finds that name', async () => {
  await fc.assert(
    fc.asyncProperty(anyName, fc.nat(30), async (name, from) => {
      const plain = name.replaceAll(/[^\p{L}\p{N}]/gu, '')
      const at = from % Math.max(1, plain.length - 3)
      const { hits } = await names.search(plain.slice(at, at + 3), { limit: allNames.length })
      expect(hits.map((hit) => hit.name)).toContain(name)
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
