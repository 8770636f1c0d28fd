import { z } from 'zod'
import { Announcement, Organization } from '#contracts/directory.ts'
import { hallAddress } from '../site/addresses.ts'
import { once } from '../snapshot/once.ts'
import type { Register } from '../snapshot/register.ts'

export const AnnouncementLine = Announcement.pick({ slug: true, title: true, issued_on: true }).extend({
  issuer_code: Organization.shape.code,
  issuer_name: z.string(),
  pinned: z.union([z.literal(0), z.literal(1)]).transform((number) => number === 1),
})
/** An announcement as a list shows it. `pinned` holds at the snapshot's own time, so a build is repeatable. */
export type AnnouncementLine = z.output<typeof AnnouncementLine>
export const UnpinnedLine = AnnouncementLine.omit({ pinned: true })
export type UnpinnedLine = z.output<typeof UnpinnedLine>

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

const Issuer = z.object({ issuer_code: z.string() })

/** Whoever has ever issued a notice: few have, so most pages need not ask for theirs. */
const issuers = once((register) => {
  const rows = register.rows(Issuer, 'select distinct issuer_code from announcements')
  return new Set(rows.map((row) => row.issuer_code))
})

/** The newest five of one issuer; without the pins, which come and go with the hour. */
export function newestOf(register: Register, code: string): UnpinnedLine[] {
  if (!issuers(register).has(code)) return []
  return register.rows(
    UnpinnedLine,
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

const Total = z.object({ total: z.int() })

function total(register: Register): number {
  return register.row(Total, 'select count(*) as total from announcements').total
}

function pagesFor(announcements: number): number {
  return Math.max(1, Math.ceil(announcements / PAGE_SIZE))
}

/** How many pages the hall has: at least one. */
export function hallSize(register: Register): number {
  return pagesFor(total(register))
}

/** One page of the hall, counted from 1: pinned first, then newest. */
export function hallPage(register: Register, number: number): HallPage {
  const shown = register.rows(
    AnnouncementLine,
    `${LINES} order by pinned desc, ${NEWEST_FIRST} limit ? offset ?`,
    PAGE_SIZE,
    (number - 1) * PAGE_SIZE,
  )
  const all = total(register)
  const of = pagesFor(all)
  return {
    number,
    of,
    total: all,
    pinned: shown.filter((line) => line.pinned),
    lines: shown.filter((line) => !line.pinned),
    newer: number === 1 ? null : hallAddress(number - 1),
    older: number === of ? null : hallAddress(number + 1),
  }
}
