import { z } from 'zod'
import { Announcement, Organization, type OrganizationCode } from '#contracts/directory.ts'
import { KIND_NAMES, LEVEL_NAMES } from '#contracts/federation.ts'
import { addressOf } from '../directory/folding.ts'
import { webAddress } from '../site/addresses.ts'
import { renderMarkdown } from '../site/markdown.ts'
import type { Register } from '../snapshot/register.ts'
import { AnnouncementRow } from '../snapshot/relations.ts'
import { UnpinnedLine } from './hall.ts'

const SlugRow = z.object({ slug: Announcement.shape.slug })
const NameRow = Organization.pick({ code: true, name: true, status: true, division_code: true })

export interface AnnouncementPage {
  announcement: z.output<typeof AnnouncementRow>
  issuer: z.output<typeof NameRow> & { address: string }
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

const ChainLine = UnpinnedLine.extend({ relayed_from: Announcement.shape.relayed_from })
const LINE = `a.slug, a.title, a.issued_on, a.issuer_code, coalesce(o.short_name, o.name) as issuer_name`

/** A chain that is longer than this, or leads back into itself, is shown as far as it goes. */
const LONGEST_CHAIN = 8

function relayedBy(register: Register, announcement: z.output<typeof AnnouncementRow>): UnpinnedLine[] {
  const chain: UnpinnedLine[] = []
  let from = announcement.relayed_from
  while (from !== null && chain.length < LONGEST_CHAIN && !chain.some(({ slug }) => slug === from)) {
    const [line] = register.rows(
      ChainLine,
      `select ${LINE}, a.relayed_from from announcements a join organizations o on o.code = a.issuer_code where a.slug = ?`,
      from,
    )
    if (line === undefined) break
    const { relayed_from, ...shown } = line
    chain.unshift(shown)
    from = relayed_from
  }
  return chain
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
  return register.row(
    NameRow,
    'select code, name, status, division_code from organizations where code = ?',
    code,
  )
}

export function announcementPage(register: Register, slug: string): AnnouncementPage {
  const announcement = register.row(AnnouncementRow, 'select * from announcements where slug = ?', slug)
  const issuer = nameOf(register, announcement.issuer_code)
  return {
    announcement,
    issuer: { ...issuer, address: addressOf(register, issuer) },
    body: renderMarkdown(announcement.body).html,
    attachments: announcement.attachments.map(({ title, address }) => ({
      title,
      address: webAddress(address),
    })),
    audience: audienceInWords(register, announcement),
    relayed: relayedBy(register, announcement),
    relays: relaysOf(register, slug),
  }
}
