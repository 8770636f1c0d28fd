import { z } from 'zod'
import { Announcement, Organization, type OrganizationCode } from '#contracts/directory.ts'
import { KIND_NAMES, LEVEL_NAMES } from '#contracts/federation.ts'
import { webAddress } from '../directory/addresses.ts'
import type { Register } from '../directory/register.ts'
import { AnnouncementRow } from '../directory/relations.ts'
import { UnpinnedLine } from './hall.ts'
import { renderMarkdown } from './markdown.ts'

const SlugRow = z.object({ slug: Announcement.shape.slug })
const NameRow = Organization.pick({ code: true, name: true })

export interface AnnouncementPage {
  announcement: z.output<typeof AnnouncementRow>
  issuer: z.output<typeof NameRow>
  /** Safe HTML: the body is Markdown without HTML. */
  body: string
  attachments: { title: string; address: string | null }[]
  /** Whom it is for, in words. */
  audience: string | null
  /** What it relays, from the first notice to the one just before it. */
  relayed: UnpinnedLine[]
  /** Notices that relay this one. */
  relays: UnpinnedLine[]
}

export function announcementSlugs(register: Register): string[] {
  return register.rows(SlugRow, 'select slug from announcements order by slug').map((row) => row.slug)
}

const LINE = `a.slug, a.title, a.issued_on, a.issuer_code, coalesce(o.short_name, o.name) as issuer_name`

function relayedBy(register: Register, slug: string): UnpinnedLine[] {
  return register.rows(
    UnpinnedLine,
    `with recursive chain (slug, distance) as (
       select relayed_from, 1 from announcements where slug = ?
       union
       select n.relayed_from, chain.distance + 1 from chain join announcements n on n.slug = chain.slug
        where chain.distance < 8)
     select ${LINE} from chain join announcements a on a.slug = chain.slug
       join organizations o on o.code = a.issuer_code order by chain.distance desc`,
    slug,
  )
}

function relaysOf(register: Register, slug: string): UnpinnedLine[] {
  return register.rows(
    UnpinnedLine,
    `select ${LINE} from announcements a join organizations o on o.code = a.issuer_code
      where a.relayed_from = ? order by a.issued_on, a.slug`,
    slug,
  )
}

function audienceInWords(register: Register, announcement: z.output<typeof AnnouncementRow>): string | null {
  const { audience_code, audience_kinds, audience_levels } = announcement
  const parts = [
    ...(audience_code === null ? [] : [`${nameOf(register, audience_code).name}及其下级组织`]),
    ...(audience_levels.length === 0 ? [] : [audience_levels.map((level) => LEVEL_NAMES[level]).join('、')]),
    ...(audience_kinds.length === 0 ? [] : [audience_kinds.map((kind) => KIND_NAMES[kind]).join('、')]),
  ]
  return parts.length === 0 ? null : parts.join('；')
}

function nameOf(register: Register, code: z.output<typeof OrganizationCode>) {
  return register.row(NameRow, 'select code, name from organizations where code = ?', code)
}

export function announcementPage(register: Register, slug: string): AnnouncementPage {
  const announcement = register.row(AnnouncementRow, 'select * from announcements where slug = ?', slug)
  return {
    announcement,
    issuer: nameOf(register, announcement.issuer_code),
    body: renderMarkdown(announcement.body).html,
    attachments: announcement.attachments.map(({ title, address }) => ({
      title,
      address: webAddress(address),
    })),
    audience: audienceInWords(register, announcement),
    relayed: relayedBy(register, slug),
    relays: relaysOf(register, slug),
  }
}
