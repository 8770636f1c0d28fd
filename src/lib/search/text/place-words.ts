import { cutPlaceName } from './place-names.ts'
import { WordList } from './words.ts'

/** Names of places, with and without the law's word: a name is cut where one stands. */
export function placeWordsOf(places: Iterable<{ name: string }>): WordList {
  const words = new WordList()
  for (const { name } of places) addPlaceWords(words, name)
  return words
}

export function addPlaceWords(words: WordList, name: string): void {
  if (name.length > 1) words.add(name)
  const { stem } = cutPlaceName(name)
  if (stem.length > 1) words.add(stem)
}
