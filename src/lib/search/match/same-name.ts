import type { NamesBlock } from '../index/names-block.ts'
import { MARKS } from '../index/names-format.ts'
import type { Places } from '../index/places.ts'
import type { Interpretation } from './query-form.ts'

/** A number that is written out is matched whole by the other interpretation: 四中 is not in 第十四中学. */
export function tearsNumber(block: NamesBlock, view: number, interpretation: Interpretation): boolean {
  const isTwin =
    block.ownerOf(view + 1) === block.ownerOf(view) && block.typeOf(view + 1) === block.typeOf(view) + 1
  return isTwin && block.foldedText(view) !== interpretation.text
}

/** The same letters and characters, punctuation and a committee's shell aside. */
export function isSameName(
  block: NamesBlock,
  view: number,
  kind: number,
  interpretation: Interpretation,
): boolean {
  const text = block.foldedText(view)
  return (
    text === interpretation.text ||
    (interpretation.isCommittee && kind === 1 && text.slice(3, -3) === interpretation.text)
  )
}

/** The name is what was typed with the places before it, where its owner stands: 四川省成都市树德中学 is a 树德中学 of Chengdu. */
export function isSameNamePlaced(
  block: NamesBlock,
  view: number,
  places: Places,
  { text }: Interpretation,
): boolean {
  const name = block.foldedText(view)
  if (text === '' || !name.endsWith(text)) return false
  const place = block.placeOf(block.ownerOf(view))
  const rest = MARKS.reduce(
    (left, mark) => {
      const form = left === '' ? '' : places.formOf(place, mark)
      return left.startsWith(form) ? left.slice(form.length) : left
    },
    name.slice(0, -text.length),
  )
  return rest === ''
}
