import type { APIContext } from 'astro'
import { siteOf } from '../lib/site/site.ts'

export function GET(context: APIContext) {
  const sitemap = new URL('/sitemap.xml', siteOf(context)).href
  return new Response(
    `User-agent: *\nDisallow: /my\nDisallow: /credential\nDisallow: /desk\n\nSitemap: ${sitemap}\n`,
  )
}
