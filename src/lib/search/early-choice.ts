import { foldText } from './fold.ts'
import { mentionedPrefectures } from './mentions.ts'
import { nearFile } from './names-format.ts'
import type { Places } from './places.ts'
import { commonNameOf, pairsOf, rareFile } from './rare-pairs.ts'
import type { Symbols } from './symbols.ts'
import { cutWords } from './words.ts'

const MOST_PAIRS = 3

/** The small files where the organizations that a query means are likely to stand: few, as they are all on the way at once. */
export function earlyFilesOf(query: string, places: Places, symbols: Symbols): string[] {
  const folded = [...foldText(query)].map((character) => symbols.simplify(character)).join('')
  if (folded === '') return []
  const near = mentionedPrefectures(folded, places, symbols).map(nearFile)
  const characters = [...folded.replaceAll(' ', '')]
  const pairs = [...pairsOf(characters, cutWords(characters, places.words))].slice(0, MOST_PAIRS)
  const names = pairs.length === 0 && near.length === 0 ? [commonNameOf(characters)] : pairs
  return [...new Set([...near, ...(near.length === 0 ? names.map(rareFile) : [])])]
}
