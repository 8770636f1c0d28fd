import { otherNames } from './descriptions.ts'
import type { OrganizationPage } from './organization-page.ts'

/** What search engines may know of an organization, in the words of schema.org; `site` is the site's origin. */
export function organizationData(page: OrganizationPage, site: string): Record<string, unknown> {
  const { organization, place, superior, official } = page
  const names = otherNames(organization)
  const accounts = official.flatMap(({ address }) => address ?? [])
  return {
    '@context': 'https://schema.org',
    '@type': 'Organization',
    '@id': site + page.address,
    mainEntityOfPage: site + page.address,
    name: organization.name,
    ...(names.length > 0 && { alternateName: names }),
    identifier: organization.code,
    address: { '@type': 'PostalAddress', addressCountry: 'CN', addressLocality: place.name },
    ...(organization.closed_on !== null && { dissolutionDate: organization.closed_on }),
    ...(superior !== null && {
      parentOrganization: { '@type': 'Organization', '@id': site + superior.address, name: superior.name },
    }),
    ...(accounts.length > 0 && { sameAs: accounts }),
  }
}
