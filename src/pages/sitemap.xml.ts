import type { APIContext } from 'astro'
import { sitemapIndex } from '../lib/feeds/sitemap.ts'
import { xmlResponse } from '../lib/feeds/xml.ts'
import { guideChapters } from '../lib/site/guide-chapters.ts'
import { siteOf } from '../lib/site/site.ts'
import { register } from '../lib/snapshot/current.ts'

export async function GET(context: APIContext) {
  return xmlResponse(sitemapIndex(register, siteOf(context), await guideChapters()), 'application/xml')
}
