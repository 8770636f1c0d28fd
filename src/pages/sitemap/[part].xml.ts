import { getCollection } from 'astro:content'
import type { APIContext } from 'astro'
import { register } from '../../lib/directory/current.ts'
import { siteOf } from '../../lib/feeds/site.ts'
import { sitemapPart } from '../../lib/feeds/sitemap.ts'
import { xmlResponse } from '../../lib/feeds/xml.ts'

export async function GET(context: APIContext) {
  const chapters = (await getCollection('guide')).map(({ id }) => id).sort()
  return xmlResponse(
    sitemapPart(register, siteOf(context), context.params['part'] ?? '', chapters),
    'application/xml',
  )
}
