import { type NameHit, OWNER_KINDS, type TextRange } from '../index/names-answer.ts'
import { type NamesBlock, ViewType } from '../index/names-block.ts'
import type { Places } from '../index/places.ts'
import { unpackTraits } from '../index/traits.ts'
import { spellWithNumbers, UNREAD } from '../text/symbols.ts'
import { Aligner } from './alignment.ts'
import type { Match } from './match.ts'

/** Turns a match into what is shown. */
export function describeHit(match: Match, places: Places): NameHit {
  const { block, owner, view } = match
  const place = block.placeOf(owner)
  const { status, official } = unpackTraits(block.traitsOf(owner))
  const kind = OWNER_KINDS[block.kindOf(owner)] ?? 'school'
  const type = block.typeOf(view)
  const isAlias = type >= ViewType.alias
  const isFormer = (type & ~1) === ViewType.former
  const ranges = match.latin === null ? rangesOf(match, places) : []
  const isShown = isAlias && (type & ~1) !== ViewType.hidden
  const other = isShown ? { text: writtenText(block, view), ranges, isFormer } : null
  return {
    code: String(block.codeOf(owner)).padStart(6, '0'),
    name: block.nameOf(owner),
    kind,
    level: block.levelOf(owner),
    division: places.codeOf(place),
    listedOn: places.folded && kind !== 'division' && status === 'expected' ? places.pageOf(place) : null,
    place: places.describe(place, kind !== 'division' && kind !== 'committee'),
    status,
    official,
    ranges: isAlias ? [] : ranges,
    other: match.latin === null ? other : { text: match.latin, ranges: [], isFormer: block.isOfFormerNames },
    why: match.why,
  }
}

/** The view before a numbered one is the same text as written. */
function writtenView(block: NamesBlock, view: number): number {
  const type = block.typeOf(view)
  return type & 1 ? view - 1 : view
}

function writtenText(block: NamesBlock, view: number): string {
  return block.shownCharacters(writtenView(block, view)).join('').replaceAll(UNREAD, '')
}

function rangesOf({ block, view, patterns }: Match, places: Places): TextRange[] {
  const written = block.shownCharacters(writtenView(block, view))
  const spans =
    writtenView(block, view) === view
      ? null
      : (spellWithNumbers(block.foldedCharacters(view - 1))?.spans ?? null)
  const marked = new Set<number>()
  for (const pattern of patterns) {
    for (const position of new Aligner(pattern).matches(block, view, places)) {
      const [from, to] = spans?.[position] ?? [position, position + 1]
      for (let at = from; at < to; at += 1) marked.add(at)
    }
  }
  return mergeRanges(written, marked)
}

function mergeRanges(characters: readonly string[], marked: ReadonlySet<number>): TextRange[] {
  const ranges: TextRange[] = []
  let unit = 0
  characters.forEach((character, at) => {
    const to = unit + character.length
    const last = ranges[ranges.length - 1]
    if (marked.has(at)) {
      if (last?.[1] === unit) last[1] = to
      else ranges.push([unit, to])
    }
    unit = to
  })
  return ranges
}
