import { announcementSlugs } from '../announcements/announcement-page.ts'
import { hallSize } from '../announcements/hall.ts'
import { provinceCodes } from '../directory/divisions.ts'
import { announcementAddress, announcementFeedAddress, hallAddress } from '../site/addresses.ts'
import type { PageKind } from './page-kind.ts'

/** Notices name their issuer, whom they are for, and those that they relay and are relayed by: one change touches them all. */
const SHOWING = `
  select slug as key from announcements
   where exists (select from_.slug from noticed as from_)
      or exists (select 1 from renamed join announcements n on renamed.code in (n.issuer_code, n.audience_code))`

/** Provinces, where a notice or whoever issued one differs: their feeds are few and show running text. */
const FEEDS = `
  select code as key from divisions where level = 'province' and (
    exists (select 1 from noticed)
      or exists (select 1 from edited join announcements n on edited.code in (n.issuer_code, n.audience_code)))`

export const ANNOUNCEMENT: PageKind = [
  {
    route: '/announcements/[slug]',
    addresses: (register) => announcementSlugs(register).map(announcementAddress),
    remade: { keys: SHOWING, address: announcementAddress },
    section: 'announcements',
    isProse: true,
  },
  {
    route: '/announcements/page/[number]',
    // The first page is a single one.
    addresses: (register) => Array.from({ length: hallSize(register) - 1 }, (_, at) => hallAddress(at + 2)),
    remade: 'always',
    section: 'pages',
  },
  {
    route: '/d/[division]/feed.xml',
    addresses: (register) => provinceCodes(register).map(announcementFeedAddress),
    remade: { keys: FEEDS, address: announcementFeedAddress },
    section: null,
  },
]
