import { nearFile, rareFile } from '../index/names-files.ts'
import type { Places } from '../index/places.ts'
import { commonNameOf, neighboursOf } from '../index/rare-pairs.ts'
import { foldText } from '../text/fold.ts'
import type { Symbols } from '../text/symbols.ts'
import { cutWords } from '../text/words.ts'
import { mentionedPrefectures } from './mentions.ts'

const MOST_PAIRS = 3

/** The small files where the organizations that a query means are likely to stand: few, as they are all on the way at once. */
export function earlyFilesOf(query: string, places: Places, symbols: Symbols): string[] {
  const folded = [...foldText(query)].map((character) => symbols.simplify(character)).join('')
  if (folded === '') return []
  const { named, hinted } = mentionedPrefectures(folded, places, symbols)
  if (named.length > 0) return named.map(nearFile)
  const characters = [...folded.replaceAll(' ', '')]
  const pairs = [...neighboursOf(characters, cutWords(characters, places.words))].slice(0, MOST_PAIRS)
  const near = hinted.slice(0, MOST_PAIRS - pairs.length).map(nearFile)
  const rare = pairs.length + near.length === 0 ? [commonNameOf(characters)] : pairs
  return [...new Set([...near, ...rare.map(rareFile)])]
}
