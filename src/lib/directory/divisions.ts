import type { z } from 'zod'
import { Division, type DivisionCode } from '#contracts/directory.ts'
import { once } from '../snapshot/once.ts'
import type { Register } from '../snapshot/register.ts'
import { DivisionRow } from '../snapshot/relations.ts'

const DivisionRef = Division.pick({ code: true, name: true, level: true })
export type DivisionRef = z.output<typeof DivisionRef>
type Code = z.output<typeof DivisionCode>

interface Node {
  row: z.output<typeof DivisionRow>
  children: Node[]
}

/** The tree of places: 3,226 rows that nearly every page asks. */
const treeOf = once((register) => {
  const rows = register.rows(DivisionRow, 'select * from divisions order by code')
  const tree = new Map<Code, Node>(rows.map((row) => [row.code, { row, children: [] }]))
  for (const node of tree.values())
    if (node.row.parent_code !== null) tree.get(node.row.parent_code)?.children.push(node)
  return tree
})

const refOf = ({ row: { code, name, level } }: Node): DivisionRef => ({ code, name, level })

/** Codes of all divisions that have a page, in order: placeholder layers are passed through. */
export function divisionCodes(register: Register): Code[] {
  return [...treeOf(register).values()].filter(({ row }) => !row.is_placeholder).map(({ row }) => row.code)
}

export function provinceCodes(register: Register): Code[] {
  return [...treeOf(register).values()]
    .filter(({ row }) => row.level === 'province')
    .map(({ row }) => row.code)
}

/** What a filter by province offers: the two digits that codes there begin with, and the name. */
export function provinceChoices(register: Register): { digits: string; name: string }[] {
  return divisionsBelow(register, '000000').map(({ code, name }) => ({ digits: code.slice(0, 2), name }))
}

/** From the nation down to the division itself, placeholders left out; empty for a code that is none. */
export function divisionChain(register: Register, code: Code): DivisionRef[] {
  const tree = treeOf(register)
  const chain: DivisionRef[] = []
  for (let node = tree.get(code); node !== undefined; node = tree.get(node.row.parent_code ?? ''))
    if (!node.row.is_placeholder) chain.unshift(refOf(node))
  return chain
}

/** What a division was called before; empty for a code that is none. */
export function formerNames(register: Register, code: Code): string[] {
  return treeOf(register).get(code)?.row.former_names ?? []
}

/** The division and everything below it, placeholders included. */
export function divisionSubtree(register: Register, code: Code): Code[] {
  const root = treeOf(register).get(code)
  const below = (node: Node): Code[] => [node.row.code, ...node.children.flatMap(below)]
  return root === undefined ? [] : below(root)
}

/** Divisions one level down, in the order of their codes, those behind a placeholder included. */
export function divisionsBelow(register: Register, code: Code): DivisionRef[] {
  const children = treeOf(register).get(code)?.children ?? []
  return children
    .flatMap((child) => (child.row.is_placeholder ? child.children : [child]))
    .filter(({ row }) => !row.is_placeholder)
    .map(refOf)
    .sort((one, other) => (one.code < other.code ? -1 : 1))
}

/** Where an organization stands that is listed at a division itself: here, or at a placeholder just below. */
export function divisionsListedAt(register: Register, code: Code): Code[] {
  const children = treeOf(register).get(code)?.children ?? []
  return [code, ...children.filter(({ row }) => row.is_placeholder).map(({ row }) => row.code)]
}

/** Names from the province down (`浙江省杭州市桐庐县`); the nation's own name for the nation. */
export function divisionName(chain: readonly DivisionRef[]): string {
  const [nation, ...below] = chain
  return below.length === 0 ? (nation?.name ?? '') : below.map((place) => place.name).join('')
}
