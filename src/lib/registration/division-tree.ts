import type { Division } from '#contracts/directory.ts'
import type { Register } from '../snapshot/register.ts'
import { DivisionRow } from '../snapshot/relations.ts'
import type { DivisionNode } from './division-choices.ts'

/**
 * Provinces with what lies below them, in the order of the codes. A placeholder layer (110100, 419000) hands its
 * children to the level above, so that nobody is asked to choose it.
 */
export function divisionTree(divisions: readonly Division[]): DivisionNode[] {
  const below = new Map<string | null, Division[]>()
  for (const division of divisions) {
    const siblings = below.get(division.parent_code)
    if (siblings === undefined) below.set(division.parent_code, [division])
    else siblings.push(division)
  }
  const nodesUnder = (code: string): DivisionNode[] =>
    (below.get(code) ?? []).flatMap((division): DivisionNode[] => {
      const children = nodesUnder(division.code)
      return division.is_placeholder ? children : [[division.code, division.name, children]]
    })
  return nodesUnder('000000').sort(([one], [other]) => (one < other ? -1 : 1))
}

/** The divisions that the form offers for an organization that is not listed. */
export function offeredDivisions(register: Register): DivisionNode[] {
  return divisionTree(register.rows(DivisionRow, 'select * from divisions order by code'))
}
