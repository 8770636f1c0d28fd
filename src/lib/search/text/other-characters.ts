import { Converter } from 'opencc-js'
import { RADICALS } from '#contracts/text/signs.ts'
import { everyReading, type Readings, writeReadings } from './readings.ts'
import { UNIHAN_VARIANTS } from './unihan-variants.ts'

const FIRST_IDEOGRAPH = 0x4e00
const LAST_IDEOGRAPH = 0x9fff

/**
 * The file for characters that no name contains: readings of the 6,763 characters of GB 2312 (a homophone typed by
 * mistake is among them), the simplified form of every traditional character, mainland, Taiwan and Hong Kong use, and what other variants are
 * written as here, radicals among them.
 */
export function writeOtherCharacters(known: ReadonlySet<string>): string {
  const readings: Readings = { usual: new Map(), rare: new Map() }
  for (const character of nationalStandardCharacters()) {
    if (known.has(character)) continue
    everyReading(character).forEach((syllable, index) => {
      const group = index === 0 ? readings.usual : readings.rare
      group.set(syllable, (group.get(syllable) ?? new Set()).add(character))
    })
  }
  return ['%readings', ...writeReadings(readings), '%simplified', simplifiedPairs(), ''].join('\n')
}

/** 澂江, which OpenCC changes in words alone and Unihan does not know. */
const UNKNOWN_TO_BOTH = '澂澄'

const toSimplified = Converter({ from: 't', to: 'cn' })

/** Another name in traditional characters is found by its simplified form, as queries are. */
export function simplifyText(text: string): string {
  return toSimplified(text)
}

function nationalStandardCharacters(): string[] {
  const decoder = new TextDecoder('gbk')
  const characters: string[] = []
  for (let high = 0xb0; high <= 0xf7; high += 1) {
    for (let low = 0xa1; low <= 0xfe; low += 1) {
      const character = decoder.decode(Uint8Array.of(high, low))
      if (/^\p{Script=Han}$/u.test(character)) characters.push(character)
    }
  }
  return characters
}

function simplifiedPairs(): string {
  const convert = ([['t'], ['tw'], ['hk']] as const).map(([from]) => Converter({ from, to: 'cn' }))
  const pairs: string[] = []
  for (let point = FIRST_IDEOGRAPH; point <= LAST_IDEOGRAPH; point += 1) {
    const traditional = String.fromCodePoint(point)
    const simplified = convert.map((each) => each(traditional)).find((each) => each !== traditional)
    if (simplified !== undefined && [...simplified].length === 1) pairs.push(traditional + simplified)
  }
  // One by one, as some stand for characters that are written otherwise here.
  const radicals = [...RADICALS].map(toSimplified).join('')
  return pairs.join('') + UNIHAN_VARIANTS + UNKNOWN_TO_BOTH + radicals
}
