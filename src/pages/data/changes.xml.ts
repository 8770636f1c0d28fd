import type { APIContext } from 'astro'
import { ATOM } from '../../lib/feeds/atom.ts'
import { changeFeed } from '../../lib/feeds/change-feed.ts'
import { xmlResponse } from '../../lib/feeds/xml.ts'
import { siteOf } from '../../lib/site/site.ts'
import { register } from '../../lib/snapshot/current.ts'

export function GET(context: APIContext) {
  return xmlResponse(changeFeed(register, siteOf(context)), ATOM)
}
