import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import FlexSearch from 'flexsearch'
import MiniSearch from 'minisearch'
import { createIndex } from 'pagefind'
import type { Browser } from 'playwright-core'
import type { NamesRows } from '../../../src/lib/search/index/names-rows.ts'
import type { Link } from './link.ts'

export interface LibraryRun {
  name: string
  coldMs: number
  coldBytes: number
  warm: number[]
  answers: string[][]
}

/** One page's way to a library: made ready and asked, in the browser. */
interface Library {
  name: string
  /** Text of a module that exports `open()`, which gives `search(query): Promise<string[]>`. */
  module: string
}

/** Pairs and single characters: how these libraries can be brought to find pieces of Chinese names at all. */
const GRAMS = `text => { const c = [...text.toLowerCase()]; return [...c, ...c.slice(1).map((x, i) => c[i] + x)] }`
// The very text that is sent to the page.
const grams: (text: string) => string[] = new Function(`return ${GRAMS}`)()

function fileOf(specifier: string, file: string): string {
  return readFileSync(join(dirname(createRequire(import.meta.url).resolve(specifier)), file), 'utf8')
}

export function miniSearch({ organizations }: NamesRows, link: Link): Library {
  const options = { fields: ['name', 'other'], storeFields: ['name'], tokenize: grams }
  const index = new MiniSearch(options)
  index.addAll(
    organizations.map(({ name, short_name, aliases }, id) => ({
      id,
      name,
      other: [short_name ?? '', ...aliases].join(' '),
    })),
  )
  link.made.set('/bench/minisearch-index.json', JSON.stringify(index))
  link.made.set('/bench/minisearch.js', fileOf('minisearch', '../es/index.js'))
  return {
    name: 'MiniSearch',
    module: `import MiniSearch from '/bench/minisearch.js'
      const grams = ${GRAMS}
      export async function open() {
        const text = await (await fetch('/bench/minisearch-index.json')).text()
        const index = MiniSearch.loadJSON(text, { fields: ['name', 'other'], storeFields: ['name'], tokenize: grams })
        return async query => index.search(query, { combineWith: 'AND' }).slice(0, 20).map(({ name }) => name)
      }`,
  }
}

export async function flexSearch({ organizations }: NamesRows, link: Link): Promise<Library> {
  const index = new FlexSearch.Index({ encode: grams, tokenize: 'strict' })
  organizations.forEach(({ name, short_name, aliases }, id) => {
    index.add(id, [name, short_name ?? '', ...aliases].join(' '))
  })
  const parts: Record<string, unknown> = {}
  await index.export((key: string, data: unknown) => {
    parts[key] = data
  })
  const names = organizations.map(({ name }) => name)
  link.made.set('/bench/flexsearch-index.json', JSON.stringify({ parts, names }))
  link.made.set('/bench/flexsearch.js', fileOf('flexsearch', 'flexsearch.bundle.module.min.js'))
  return {
    name: 'FlexSearch',
    module: `import FlexSearch from '/bench/flexsearch.js'
      const grams = ${GRAMS}
      export async function open() {
        const { parts, names } = await (await fetch('/bench/flexsearch-index.json')).json()
        const index = new FlexSearch.Index({ encode: grams, tokenize: 'strict' })
        for (const [key, data] of Object.entries(parts)) index.import(key, data)
        return async query => index.search(query, { limit: 20 }).map(id => names[id])
      }`,
  }
}

export async function pagefind({ organizations }: NamesRows, site: string): Promise<Library> {
  const { index, errors } = await createIndex({ forceLanguage: 'zh' })
  if (index === undefined) throw new Error(errors.join('; '))
  for (const [at, { name, code, short_name, aliases }] of organizations.entries()) {
    const content = [name, short_name ?? '', ...aliases].join(' ')
    const adding = index.addCustomRecord({
      url: `/o/${code}`,
      content,
      language: 'zh',
      meta: { title: name },
    })
    if (at % 500 === 0) await adding
  }
  await index.writeFiles({ outputPath: join(site, 'pagefind') })
  await index.deleteIndex()
  return {
    name: 'Pagefind',
    module: `export async function open() {
        const pagefind = await import('/pagefind/pagefind.js')
        return async query => {
          const { results } = await pagefind.search(query)
          return Promise.all(results.slice(0, 20).map(async each => (await each.data()).meta.title))
        }
      }`,
  }
}

/** The same line, the same questions. */
export async function runLibrary(
  browser: Browser,
  link: Link,
  library: Library,
  ask: { cold: string; warm: string[]; judged: string[] },
): Promise<LibraryRun> {
  const address = `/bench/${library.name}.js`
  link.made.set(address, library.module)
  const context = await browser.newContext()
  const page = await context.newPage()
  page.setDefaultTimeout(0)
  await page.goto(link.url, { waitUntil: 'networkidle' })
  // Compressed before the clock runs.
  for (const path of [address, ...link.made.keys()])
    await page.evaluate((each) => fetch(each).then((r) => r.text()), path)
  link.isSlow = true
  link.bytes = 0
  const coldMs = await page.evaluate(openLibrary, { address, query: ask.cold })
  const coldBytes = link.bytes
  link.isSlow = false
  const warm = await page.evaluate(timeLibrary, ask.warm)
  const answers = await page.evaluate(askLibrary, ask.judged)
  await context.close()
  return { name: library.name, coldMs, coldBytes, warm, answers }
}

declare global {
  var library: (query: string) => Promise<string[]>
}

async function openLibrary({ address, query }: { address: string; query: string }): Promise<number> {
  const begun = performance.now()
  const { open } = await import(address)
  globalThis.library = await open()
  await globalThis.library(query)
  return performance.now() - begun
}

async function timeLibrary(queries: string[]): Promise<number[]> {
  const times: number[] = []
  for (const query of queries) {
    const begun = performance.now()
    await globalThis.library(query)
    times.push(performance.now() - begun)
  }
  return times
}

async function askLibrary(queries: string[]): Promise<string[][]> {
  const answers: string[][] = []
  for (const query of queries) answers.push(await globalThis.library(query).catch(() => []))
  return answers
}
