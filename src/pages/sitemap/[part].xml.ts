import { getCollection } from 'astro:content'
import type { APIContext } from 'astro'
import { sitemapPart } from '../../lib/feeds/sitemap.ts'
import { xmlResponse } from '../../lib/feeds/xml.ts'
import { siteOf } from '../../lib/site/site.ts'
import { register } from '../../lib/snapshot/current.ts'

export async function GET(context: APIContext) {
  const chapters = (await getCollection('guide')).map(({ id }) => id).sort()
  return xmlResponse(
    sitemapPart(register, siteOf(context), context.params['part'] ?? '', chapters),
    'application/xml',
  )
}
