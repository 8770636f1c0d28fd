import type { APIContext } from 'astro'
import { register } from '../../../lib/directory/current.ts'
import { announcementFeed } from '../../../lib/feeds/announcement-feed.ts'
import { ATOM } from '../../../lib/feeds/atom.ts'
import { siteOf } from '../../../lib/feeds/site.ts'
import { xmlResponse } from '../../../lib/feeds/xml.ts'

/** Notices whose issuer stands in the province. */
export function GET(context: APIContext) {
  return xmlResponse(announcementFeed(register, siteOf(context), context.params['division'] ?? ''), ATOM)
}
