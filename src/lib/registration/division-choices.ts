import { z } from 'zod'
import type { Unreachable } from '../session/function-call.ts'
import type { ProposedOrganization } from './form-values.ts'

/** The tree of `/register/divisions.json`: a node is [code, name, children]; placeholder layers are left out. */
export type DivisionNode = [code: string, name: string, children: DivisionNode[]]
const DivisionNode: z.ZodType<DivisionNode> = z.lazy(() =>
  z.tuple([z.string(), z.string(), z.array(DivisionNode)]),
)
export const DivisionTree = z.array(DivisionNode)

/** Gives null where the list did not arrive whole. */
export async function fetchDivisions(address: string): Promise<DivisionNode[] | null> {
  try {
    const reply = await fetch(address)
    const tree = DivisionTree.safeParse(await reply.json())
    return reply.ok && tree.success ? tree.data : null
  } catch {
    return null
  }
}

/** The same list as a page asks for it. */
export async function askForDivisions(
  divisions: () => Promise<DivisionNode[] | null>,
): Promise<{ outcome: 'answered'; value: DivisionNode[] } | Unreachable> {
  const tree = await divisions()
  return tree === null ? { outcome: 'unreachable' } : { outcome: 'answered', value: tree }
}

const childrenOf = (tree: DivisionNode[], code: string): DivisionNode[] =>
  tree.find(([candidate]) => candidate === code)?.[2] ?? []

/**
 * What the three lists hold. A municipality has its counties in the second list; the third is empty for a prefecture
 * without counties (东莞, 中山, 儋州, 嘉峪关) and where the organization belongs to no single prefecture.
 */
export function divisionLists(tree: DivisionNode[], { province, prefecture }: ProposedOrganization) {
  const second = childrenOf(tree, province)
  const third = prefecture === province ? [] : childrenOf(second, prefecture)
  return { first: tree, second, third }
}

/**
 * The proposal after a choice in one list. `county` is the division that is handed in: it stays empty until the choice
 * is complete and repeats the code above where there is nothing further to choose.
 */
export function chooseDivision(
  tree: DivisionNode[],
  proposal: ProposedOrganization,
  list: 'province' | 'prefecture' | 'county',
  code: string,
): ProposedOrganization {
  if (list === 'county') return { ...proposal, county: code }
  if (list === 'province') return { ...proposal, province: code, prefecture: '', county: '' }
  const chosen = { ...proposal, prefecture: code, county: '' }
  const isComplete = code !== '' && divisionLists(tree, chosen).third.length === 0
  return isComplete ? { ...chosen, county: code } : chosen
}

/** The choice that leads to a division, for a proposal that is corrected. */
export function choiceOfDivision(
  tree: DivisionNode[],
  code: string,
): Omit<ProposedOrganization, 'name'> | null {
  for (const [province, , second] of tree) {
    if (province === code) return { province, prefecture: province, county: province }
    for (const [prefecture, , third] of second) {
      if (prefecture === code) return { province, prefecture, county: prefecture }
      if (third.some(([county]) => county === code)) return { province, prefecture, county: code }
    }
  }
  return null
}

/** 浙江省 杭州市 桐庐县 */
export function divisionInWords(
  tree: DivisionNode[],
  { province, prefecture, county }: ProposedOrganization,
) {
  const { second, third } = divisionLists(tree, { name: '', province, prefecture, county })
  const nameIn = (list: DivisionNode[], code: string) => list.find(([candidate]) => candidate === code)?.[1]
  return [nameIn(tree, province), nameIn(second, prefecture), nameIn(third, county)]
    .filter((name) => name !== undefined)
    .join(' ')
}
