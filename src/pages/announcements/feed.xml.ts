import type { APIContext } from 'astro'
import { register } from '../../lib/directory/current.ts'
import { announcementFeed } from '../../lib/feeds/announcement-feed.ts'
import { ATOM } from '../../lib/feeds/atom.ts'
import { siteOf } from '../../lib/feeds/site.ts'
import { xmlResponse } from '../../lib/feeds/xml.ts'

export function GET(context: APIContext) {
  return xmlResponse(announcementFeed(register, siteOf(context), null), ATOM)
}
