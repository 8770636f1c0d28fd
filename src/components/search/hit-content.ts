import { KIND_NAMES, ORGANIZATION_STATUS_NAMES } from '#contracts/federation.ts'
import type { NameHit, TextRange } from '../../lib/search/index/names-answer.ts'
import { element } from '../site/element.ts'

/** Text with what matched in `mark`. */
export function markedText(text: string, ranges: readonly TextRange[]): Node[] {
  const nodes: Node[] = []
  let at = 0
  for (const [from, to] of ranges) {
    nodes.push(document.createTextNode(text.slice(at, from)), element('mark', '', text.slice(from, to)))
    at = to
  }
  nodes.push(document.createTextNode(text.slice(at)))
  return nodes
}

/** Kind, place and state in words, for the line under a name. */
export function hitFacts({ kind, place, status, official, why }: NameHit): string {
  const kindName = kind === 'division' ? '地区' : KIND_NAMES[kind]
  const state = kind === 'division' || official ? '' : ORGANIZATION_STATUS_NAMES[status]
  return [kindName, place, state, why === 'typo' ? '相近的名称' : '']
    .filter((fact) => fact !== '')
    .join(' · ')
}

/** Name with marks and seal, then the other name that matched, then the facts. */
export function hitContent(hit: NameHit): HTMLElement[] {
  const name = element('span', 'hit-name', ...markedText(hit.name, hit.ranges))
  const seal = hit.official ? [element('span', 'hit-seal', '官方')] : []
  const other =
    hit.other === null
      ? []
      : [
          element(
            'span',
            'hit-other',
            hit.other.isFormer ? '曾用名 ' : '又称 ',
            ...markedText(hit.other.text, hit.other.ranges),
          ),
        ]
  return [element('span', 'hit-line', name, ...seal), ...other, element('span', 'hit-facts', hitFacts(hit))]
}
