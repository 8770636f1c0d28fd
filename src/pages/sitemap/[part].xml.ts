import type { APIContext } from 'astro'
import { sitemapPart } from '../../lib/feeds/sitemap.ts'
import { xmlResponse } from '../../lib/feeds/xml.ts'
import { guideChapters } from '../../lib/site/guide-chapters.ts'
import { siteOf } from '../../lib/site/site.ts'
import { register } from '../../lib/snapshot/current.ts'

export async function GET(context: APIContext) {
  return xmlResponse(
    sitemapPart(register, siteOf(context), context.params['part'] ?? '', await guideChapters()),
    'application/xml',
  )
}
