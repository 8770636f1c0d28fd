import type { NamesBlock } from '../index/names-block.ts'
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
