import type { NameHit } from '../search/index/names-answer.ts'
import { ChosenOrganization } from './form-values.ts'

/** Organizations for what was typed; called again as more of the index arrives, with null where it cannot be had. */
export type FindOrganizations = (
  query: string,
  onFound: (choices: ChosenOrganization[] | null) => void,
) => void

/** Null where no organization has this code. */
export type FindOrganization = (code: string) => Promise<ChosenOrganization | null>

export const MOST_CHOICES = 10

/** Hits of the names index as choices; divisions are none. */
export function choicesOf(hits: readonly NameHit[]): ChosenOrganization[] {
  return hits.flatMap((hit) => {
    const choice = ChosenOrganization.safeParse(hit)
    return choice.success ? [choice.data] : []
  })
}

/** 找到 3 个单位，用上下箭头选择 */
export function choicesInWords(count: number): string {
  if (count === 0) return '没有找到这个名称的单位'
  return `找到 ${count === MOST_CHOICES ? `${count} 个以上` : `${count} 个`}单位，用上下箭头选择`
}

/** The place stands beside the name: many schools share one. */
export const choiceInWords = ({ name, place }: ChosenOrganization) =>
  place === '' || name === place ? name : `${name}（${place}）`
