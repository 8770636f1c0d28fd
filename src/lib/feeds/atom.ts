import { escapeXml, XML_HEAD } from './xml.ts'

export const ATOM = 'application/atom+xml'

export interface AtomEntry {
  /** What `tagOf` gives: it never changes, wherever the site moves its pages. */
  id: string
  title: string
  /** Absolute. */
  address: string
  /** Instant in ISO 8601, from the row. */
  updated: string
  author: string
  categories: readonly string[]
  html: string
}

export interface AtomFeed {
  id: string
  title: string
  subtitle: string
  /** Absolute addresses of the feed itself and of the page that it follows. */
  self: string
  page: string
  author: string
  entries: readonly AtomEntry[]
}

/** The date that the ids were first given under; part of every id (RFC 4151), so it stays. */
const SINCE = '2026'
/** What a feed without entries says of its age: nothing has been updated. */
const NEVER = '1970-01-01T00:00:00Z'

/** `tag:minglu.example.org,2026:announcements/weekly-01` */
export function tagOf(site: URL, name: string): string {
  return `tag:${site.hostname},${SINCE}:${name}`
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`
}

function entryXml(entry: AtomEntry): string {
  return [
    '<entry>',
    element('id', entry.id),
    element('title', entry.title),
    `<link rel="alternate" type="text/html" href="${escapeXml(entry.address)}"/>`,
    element('published', entry.updated),
    element('updated', entry.updated),
    `<author>${element('name', entry.author)}</author>`,
    ...entry.categories.map((term) => `<category term="${escapeXml(term)}"/>`),
    `<content type="html">${escapeXml(entry.html)}</content>`,
    '</entry>',
  ].join('\n')
}

function newestTime(times: readonly string[]): string {
  return times.reduce((newest, time) => (Date.parse(time) > Date.parse(newest) ? time : newest), NEVER)
}

/** A feed after RFC 4287. Its time is that of its newest entry, never the build's. */
export function atomXml(feed: AtomFeed): string {
  const lines = [
    `${XML_HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">`,
    element('id', feed.id),
    element('title', feed.title),
    element('subtitle', feed.subtitle),
    `<link rel="self" type="${ATOM}" href="${escapeXml(feed.self)}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(feed.page)}"/>`,
    element('updated', newestTime(feed.entries.map(({ updated }) => updated))),
    `<author>${element('name', feed.author)}</author>`,
    ...feed.entries.map(entryXml),
    '</feed>',
  ]
  return `${lines.join('\n')}\n`
}
