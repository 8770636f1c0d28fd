/** One notice or chapter found by Pagefind. */
export interface ProseHit {
  address: string
  title: string
  /** A piece of the text; `isMatch` where the words stand. */
  excerpt: { text: string; isMatch: boolean }[]
}

export interface ProseAnswer {
  hits: ProseHit[]
  total: number
}

interface PagefindResult {
  data(): Promise<{ url: string; excerpt: string; meta: { title?: string } }>
}

interface Pagefind {
  search(query: string): Promise<{ results: PagefindResult[] }>
}

/** Made after the site is built, so it can only be found when the page runs. */
const PAGEFIND = '/pagefind/pagefind.js'

/** Searches announcements and guide. Rejects where the index cannot be loaded. */
export async function searchProse(query: string, limit: number): Promise<ProseAnswer> {
  const pagefind: Pagefind = await import(/* @vite-ignore */ PAGEFIND)
  const { results } = await pagefind.search(query)
  const found = await Promise.all(results.slice(0, limit).map((result) => result.data()))
  return {
    total: results.length,
    hits: found.map(({ url, excerpt, meta }) => ({
      address: url.replace(/\.html$/, ''),
      title: meta.title ?? url,
      excerpt: readExcerpt(excerpt),
    })),
  }
}

/** Pagefind gives HTML with `<mark>`; taken apart, nothing of it is ever set as HTML. */
export function readExcerpt(html: string): ProseHit['excerpt'] {
  return html
    .split(/(<mark>.*?<\/mark>)/s)
    .filter((piece) => piece !== '')
    .map((piece) => ({
      text: decodeEntities(piece.replaceAll(/<[^>]*>/g, '')),
      isMatch: piece.startsWith('<mark>'),
    }))
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: ' ',
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
}
