import type { APIContext } from 'astro'
import { PERSONAL } from '../lib/page-kinds/single-pages.ts'
import { siteOf } from '../lib/site/site.ts'

export function GET(context: APIContext) {
  const sitemap = new URL('/sitemap.xml', siteOf(context)).href
  const closed = PERSONAL.map((address) => `Disallow: ${address}\n`).join('')
  return new Response(`User-agent: *\n${closed}\nSitemap: ${sitemap}\n`)
}
