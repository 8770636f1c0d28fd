import { z } from 'zod'
import { Announcement, Organization } from '#contracts/directory.ts'
import { hallAddress } from '../directory/addresses.ts'
import type { Register } from '../directory/register.ts'

export const AnnouncementLine = Announcement.pick({ slug: true, title: true, issued_on: true }).extend({
  issuer_code: Organization.shape.code,
  issuer_name: z.string(),
  pinned: z.union([z.literal(0), z.literal(1)]).transform((number) => number === 1),
})
/** An announcement as a list shows it. `pinned` holds at the snapshot's own time, so a build is repeatable. */
export type AnnouncementLine = z.output<typeof AnnouncementLine>

const PAGE_SIZE = 20

const LINES = `
  select a.slug, a.title, a.issued_on, a.issuer_code, coalesce(o.short_name, o.name) as issuer_name,
         coalesce(julianday(a.pinned_until) > julianday(s.taken_at), 0) as pinned
    from announcements a join organizations o on o.code = a.issuer_code, register_state s`
const NEWEST_FIRST = 'julianday(a.publish_at) desc, a.slug'

/** The newest of all issuers, pinned ones first. */
export function newest(register: Register, limit: number): AnnouncementLine[] {
  return register.rows(AnnouncementLine, `${LINES} order by pinned desc, ${NEWEST_FIRST} limit ?`, limit)
}

/** The newest five of one issuer. */
export function newestOf(register: Register, code: string): AnnouncementLine[] {
  return register.rows(
    AnnouncementLine,
    `${LINES} where a.issuer_code = ? order by ${NEWEST_FIRST} limit 5`,
    code,
  )
}

export interface HallPage {
  number: number
  of: number
  total: number
  pinned: AnnouncementLine[]
  lines: AnnouncementLine[]
  newer: string | null
  older: string | null
}

/** All pages of the hall, at least one: pinned first, then newest. */
export function hallPages(register: Register): HallPage[] {
  const all = register.rows(AnnouncementLine, `${LINES} order by pinned desc, ${NEWEST_FIRST}`)
  const of = Math.max(1, Math.ceil(all.length / PAGE_SIZE))
  return Array.from({ length: of }, (_, index) => {
    const shown = all.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE)
    return {
      number: index + 1,
      of,
      total: all.length,
      pinned: shown.filter((line) => line.pinned),
      lines: shown.filter((line) => !line.pinned),
      newer: index === 0 ? null : hallAddress(index),
      older: index + 1 === of ? null : hallAddress(index + 2),
    }
  })
}
