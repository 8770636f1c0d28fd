import type { APIContext } from 'astro'
import { register } from '../../lib/directory/current.ts'
import { ATOM } from '../../lib/feeds/atom.ts'
import { changeFeed } from '../../lib/feeds/change-feed.ts'
import { siteOf } from '../../lib/feeds/site.ts'
import { xmlResponse } from '../../lib/feeds/xml.ts'

export function GET(context: APIContext) {
  return xmlResponse(changeFeed(register, siteOf(context)), ATOM)
}
