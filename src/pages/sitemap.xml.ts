import type { APIContext } from 'astro'
import { register } from '../lib/directory/current.ts'
import { siteOf } from '../lib/feeds/site.ts'
import { sitemapIndex } from '../lib/feeds/sitemap.ts'
import { xmlResponse } from '../lib/feeds/xml.ts'

export function GET(context: APIContext) {
  return xmlResponse(sitemapIndex(register, siteOf(context)), 'application/xml')
}
