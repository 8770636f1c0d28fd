import { SITEMAP } from '../feeds/sitemap.ts'
import { PAGES } from '../page-kinds/kinds.ts'
import type { PageRoute } from '../page-kinds/page-kind.ts'
import type { Register } from '../snapshot/register.ts'
import type { Renderer } from './renderer/renderer.ts'

const KNOWN: ReadonlyMap<string, PageRoute> = new Map(
  [...PAGES, ...SITEMAP].map((known) => [known.route, known]),
)

/** Every address that the site has, from the routes of the program and the rows of the register. Throws on a route that nobody lists. */
export function pageAddresses(
  register: Register,
  { routes, chapters }: Pick<Renderer, 'routes' | 'chapters'>,
): string[] {
  return routes.flatMap((route) => {
    const known = KNOWN.get(route)
    if (known === undefined) throw new Error(`no list of addresses for the route ${route}`)
    return known.addresses(register, chapters)
  })
}

/** The file of an address below the site's folder: pages end in `.html`, what has an ending of its own keeps it. */
export function fileOf(address: string): string {
  if (address === '/') return 'index.html'
  return /\.[a-z0-9]+$/.test(address) ? address.slice(1) : `${address.slice(1)}.html`
}

/** Whether an address is one of the routes that `are` so; what a bracket stands for has neither slash nor ending. */
function ofRoutes(are: (route: PageRoute) => boolean): (address: string) => boolean {
  const patterns = [...KNOWN.values()]
    .filter(are)
    .map(({ route }) => route.replaceAll('.', '\\.').replaceAll(/\[\w+\]/g, '[^/.]+'))
  const pattern = new RegExp(`^(?:${patterns.join('|')})$`)
  return (address) => pattern.test(address)
}

/** Lists, feeds and the first page show something of nearly every change; they are few. */
export const isAlwaysRendered = ofRoutes(({ remade }) => remade === 'always')

/** Lists of addresses and of nothing else. */
export const isListing = ofRoutes(({ remade }) => remade === 'listing')

/** Notices and chapters: what is read as running text. Lists of them are not. */
export const isProse = ofRoutes(({ isProse }) => isProse === true)

/** Whether an address is a page and no feed or list. */
export function isPage(address: string): boolean {
  return fileOf(address).endsWith('.html')
}
