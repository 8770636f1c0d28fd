import type { APIContext } from 'astro'
import { announcementFeed } from '../../lib/feeds/announcement-feed.ts'
import { ATOM } from '../../lib/feeds/atom.ts'
import { xmlResponse } from '../../lib/feeds/xml.ts'
import { siteOf } from '../../lib/site/site.ts'
import { register } from '../../lib/snapshot/current.ts'

export function GET(context: APIContext) {
  return xmlResponse(announcementFeed(register, siteOf(context), null), ATOM)
}
