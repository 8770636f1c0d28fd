import { pinyin, polyphonic } from 'pinyin-pro'
import { isHan } from './fold.ts'
import type { ReadingMemory } from './reading-memory.ts'

/** Readings of place names that dictionaries of common words leave out. */
const LOCAL_READINGS: Readonly<Record<string, readonly string[]>> = {
  亳: ['bo'],
  单: ['shan'],
  台: ['tai'],
  圳: ['zhen'],
  大: ['da', 'dai'],
  尉: ['wei', 'yu'],
  峒: ['dong', 'tong'],
  枞: ['zong'],
  柏: ['bai', 'bo'],
  歙: ['she', 'xi'],
  泌: ['mi', 'bi'],
  洞: ['dong', 'tong'],
  浍: ['hui', 'kuai'],
  涡: ['wo', 'guo'],
  牟: ['mou', 'mu'],
  珲: ['hui', 'hun'],
  番: ['fan', 'pan'],
  盱: ['xu'],
  眙: ['yi'],
  筠: ['yun', 'jun'],
  綦: ['qi'],
  荥: ['xing', 'ying'],
  莘: ['xin', 'shen'],
  莞: ['guan', 'wan'],
  蔚: ['wei', 'yu'],
  郫: ['pi'],
  铅: ['qian', 'yan'],
  闽: ['min'],
  陂: ['bei', 'pi', 'po'],
  黟: ['yi'],
}

/** Readings without tone, `v` for ü: by syllable the characters mostly read so in these names, then the rare ones. */
export interface Readings {
  usual: Map<string, Set<string>>
  rare: Map<string, Set<string>>
}

const SYLLABLE = /^[a-z]{1,6}$/

/**
 * Reads names, or what is left of them without their places, as wholes, which settles most polyphones (重庆, 长安, 六安), and adds every other reading of each character
 * as a rare one, because people type those too.
 */
export function readNames(names: Iterable<string>, memory: ReadingMemory): Readings {
  const usual = new Map<string, Set<string>>()
  const rare = new Map<string, Set<string>>()
  const seen = new Set<string>()
  for (const name of new Set(names)) {
    const characters = [...name]
    const syllables = memory.read(name, readAloud)
    if (syllables.length !== characters.length) continue
    characters.forEach((character, index) => {
      if (!isHan(character)) return
      seen.add(character)
      addReading(usual, syllables[index] ?? '', character)
    })
  }
  for (const character of seen) {
    for (const syllable of everyReading(character)) {
      if (!usual.get(syllable)?.has(character)) addReading(rare, syllable, character)
    }
  }
  return { usual, rare }
}

function readAloud(name: string): string[] {
  return pinyin(name, { toneType: 'none', type: 'array', v: true })
}

/** Every reading of one character, without tone. */
export function everyReading(character: string): string[] {
  const known = polyphonic(character, { toneType: 'none', type: 'array', v: true })[0] ?? []
  return [...new Set([...known, ...(LOCAL_READINGS[character] ?? [])])].filter((reading) =>
    SYLLABLE.test(reading),
  )
}

function addReading(readings: Map<string, Set<string>>, syllable: string, character: string): void {
  if (!SYLLABLE.test(syllable)) return
  const characters = readings.get(syllable)
  if (characters === undefined) readings.set(syllable, new Set([character]))
  else characters.add(character)
}

/** Writes the `%readings` section; sorted, so that equal names give equal bytes. */
export function writeReadings({ usual, rare }: Readings): string[] {
  const syllables = [...new Set([...usual.keys(), ...rare.keys()])].sort()
  return syllables.map((syllable) => {
    const rareCharacters = sorted(rare.get(syllable))
    return `${syllable}${sorted(usual.get(syllable))}${rareCharacters === '' ? '' : `~${rareCharacters}`}`
  })
}

function sorted(characters: Set<string> | undefined): string {
  return [...(characters ?? [])].sort().join('')
}
