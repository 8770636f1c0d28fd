/** Addresses of the public pages, without trailing slash and extension. */

/** Mails lead there too. */
export { organizationAddress } from '#contracts/organization-address.ts'

export function divisionAddress(code: string): string {
  return `/d/${code}`
}

/** What a division and its organizations are, for programs. */
export function divisionDataAddress(code: string): string {
  return `/data/d/${code}.json`
}

/** The id of a row that stands for an organization without a page of its own (folding.ts). */
export function anchorOf(code: string): string {
  return `o-${code}`
}

export function foldedAddress(division: string, code: string): string {
  return `${divisionAddress(division)}#${anchorOf(code)}`
}

/** The organizations without a page whose codes begin with these two digits, for the page of what is not there. */
export function foldedListAddress(prefix: string): string {
  return `/o/${prefix}/folded.json`
}

export function announcementAddress(slug: string): string {
  return `/announcements/${slug}`
}

/** The hall is paged from 1; its first page has the plain address. */
export function hallAddress(page: number): string {
  return page === 1 ? '/announcements' : `/announcements/page/${page}`
}

/** The Atom feed of the hall (`province` is null) or of a province. */
export function announcementFeedAddress(province: string | null): string {
  return province === null ? '/announcements/feed.xml' : `${divisionAddress(province)}/feed.xml`
}

export function guideAddress(slug: string): string {
  return `/guide/${slug}`
}

/** Where an expected organization is registered, already picked in the form. */
export function registrationAddress(code: string): string {
  return `/register?organization=${code}`
}

/** Where a visitor says what is wrong with an organization's page. */
export function reportAddress(code: string): string {
  return `/report?organization=${code}`
}

/** The address itself if it is a plain web address, otherwise null: a stored `javascript:` never becomes a link. */
export function webAddress(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null
  const { protocol } = new URL(address)
  return protocol === 'https:' || protocol === 'http:' ? address : null
}
