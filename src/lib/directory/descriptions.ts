import type { Organization } from '#contracts/directory.ts'
import {
  KIND_NAMES,
  LEVEL_NAMES,
  ORGANIZATION_STATUS_NAMES,
  SCHOOL_TYPE_NAMES,
} from '#contracts/federation.ts'
import type { OrganizationPage } from './organization-page.ts'

/** 团委机关, 高校 or 中学, and for a university which of the four types. */
export function kindInWords({ kind, school_type }: Pick<Organization, 'kind' | 'school_type'>): string {
  return school_type === null ? KIND_NAMES[kind] : SCHOOL_TYPE_NAMES[school_type]
}

export function levelInWords({ level }: Pick<Organization, 'level'>): string {
  return LEVEL_NAMES[level]
}

/** Short, foreign and former names, without the name itself. */
export function otherNames({
  name,
  short_name,
  english_name,
  aliases,
}: Pick<Organization, 'name' | 'short_name' | 'english_name' | 'aliases'>): string[] {
  return [...new Set([short_name, english_name, ...aliases])].flatMap((each) =>
    each === null || each === name ? [] : [each],
  )
}

/** One sentence for search engines and shared links: where it is, and which accounts are official. */
export function describeOrganization({ organization, place, official }: OrganizationPage): string {
  const where = `${organization.name}，${place.name}${kindInWords(organization)}`
  if (official.length === 0)
    return `${where}，${ORGANIZATION_STATUS_NAMES[organization.status]}，还没有官方账号。`
  const accounts = official.map(({ platform_name, handle }) => `${platform_name} @${handle}`)
  return `${where}。官方账号：${accounts.join('，')}。`
}
