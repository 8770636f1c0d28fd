import { z } from 'zod'
import { Announcement } from '#contracts/directory.ts'
import { FEDERATION, KIND_NAMES, LEVEL_NAMES } from '#contracts/federation.ts'
import { announcementPage } from '../announcements/announcement-page.ts'
import { divisionChain, divisionName } from '../directory/divisions.ts'
import {
  announcementAddress,
  announcementFeedAddress,
  divisionAddress,
  hallAddress,
} from '../site/addresses.ts'
import type { Register } from '../snapshot/register.ts'
import { type AtomEntry, atomXml, tagOf } from './atom.ts'
import { escapeXml } from './xml.ts'

/** A reader that comes once a week misses nothing. */
const NEWEST = 30

const SlugRow = z.object({ slug: Announcement.shape.slug })

/** Newest notices of issuers that stand in a province; null: of all. */
function newestSlugs(register: Register, province: string | null): string[] {
  const digits = province === null ? '' : province.slice(0, 2)
  const rows = register.rows(
    SlugRow,
    `select a.slug from announcements a join organizations o on o.code = a.issuer_code
      where o.division_code glob ? || '*' order by julianday(a.publish_at) desc, a.slug limit ?`,
    digits,
    NEWEST,
  )
  return rows.map(({ slug }) => slug)
}

function fact(name: string, value: string | null): string {
  return value === null ? '' : `<p>${name}：${escapeXml(value)}</p>`
}

function entryOf(register: Register, site: URL, slug: string): AtomEntry {
  const { announcement, issuer, audience, body, attachments } = announcementPage(register, slug)
  const files = attachments.map(({ title, address }) =>
    address === null ? escapeXml(title) : `<a href="${escapeXml(address)}">${escapeXml(title)}</a>`,
  )
  return {
    id: tagOf(site, `announcements/${slug}`),
    title: announcement.title,
    address: new URL(announcementAddress(slug), site).href,
    updated: announcement.publish_at,
    author: issuer.name,
    categories: [
      ...announcement.audience_levels.map((level) => LEVEL_NAMES[level]),
      ...announcement.audience_kinds.map((kind) => KIND_NAMES[kind]),
    ],
    html: [
      fact('文号', announcement.document_number),
      fact('主送', announcement.addressees),
      fact('适用范围', audience),
      // Whoever reads a feed is not on the site.
      body.replaceAll('href="/', `href="${site.origin}/`),
      files.length === 0 ? '' : `<p>附件：${files.join('；')}</p>`,
    ].join(''),
  }
}

/** The feed of the hall (`province` is null) or of a province. */
export function announcementFeed(register: Register, site: URL, province: string | null): string {
  const place = province === null ? null : divisionName(divisionChain(register, province))
  const name = place === null ? '公告' : `${place}的公告`
  return atomXml({
    id: tagOf(site, province === null ? 'announcements' : `d/${province}/announcements`),
    title: `${name} · ${FEDERATION.directory}`,
    subtitle: place === null ? '各级团组织发布的公告' : `${place}各级团组织发布的公告`,
    self: new URL(announcementFeedAddress(province), site).href,
    page: new URL(province === null ? hallAddress(1) : divisionAddress(province), site).href,
    author: FEDERATION.title,
    entries: newestSlugs(register, province).map((slug) => entryOf(register, site, slug)),
  })
}
