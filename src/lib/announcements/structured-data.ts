import { announcementAddress } from '../site/addresses.ts'
import type { AnnouncementPage } from './announcement-page.ts'

/** What search engines may know of a notice, in the words of schema.org: its issuer, never a person. `site` is the site's origin. */
export function announcementData(
  { announcement, issuer }: Pick<AnnouncementPage, 'announcement' | 'issuer'>,
  site: string,
): Record<string, unknown> {
  const { slug, title, issued_on, document_number } = announcement
  const organization = { '@type': 'Organization', name: issuer.name, url: site + issuer.address }
  return {
    '@context': 'https://schema.org',
    '@type': 'Article',
    mainEntityOfPage: site + announcementAddress(slug),
    headline: title,
    inLanguage: 'zh-CN',
    datePublished: issued_on,
    ...(document_number !== null && { identifier: document_number }),
    author: organization,
    publisher: organization,
  }
}
