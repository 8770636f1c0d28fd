import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { HtmlValidate } from 'html-validate/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { organizationAddress } from '../../src/lib/site/addresses.ts'
import { BUSIEST, fullest } from '../fixtures/snapshot/fullest.ts'
import { fixtureOfProvinces } from '../fixtures/snapshot.ts'
import { type BuiltPage, readPages, runBuild, workshop } from './build-site.ts'

const STYLES = new URL('../../src/styles/', import.meta.url)
const relations = fullest(fixtureOfProvinces(['33']))

let place: ReturnType<typeof workshop>
let pages: BuiltPage[]

beforeAll(async () => {
  place = workshop(relations)
  await runBuild(['--snapshot', place.snapshot, '--out', place.out])
  pages = existsSync(place.out) ? readPages(place.out) : []
})
afterAll(() => rmSync(place.folder, { recursive: true, force: true }))

/** Elements with their attributes' names and classes: what a page is made of, whatever its words. */
function shape(html: string): string {
  const parts = [...html.matchAll(/<([a-z][a-z0-9-]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, tag = '', attributes = '']) => {
      const names = [...attributes.matchAll(/\s([^\s=>"]+)(?:="([^"]*)")?/g)].map(
        ([, name = '', value = '']) => (name === 'class' ? value : name),
      )
      return `${tag} ${names.join(' ')}`
    },
  )
  return [...new Set(parts)].sort().join()
}

describe('markup', () => {
  const validator = new HtmlValidate({
    root: true,
    extends: ['html-validate:recommended'],
    rules: {
      // Advice of search engines, not of the standard: a notice's title and a school's name are as long as they are.
      'long-title': 'off',
      // What a combobox lists is no select; `search` is newer than our oldest browsers; a table that scrolls is named without a heading.
      'prefer-native-element': ['error', { exclude: ['listbox', 'search', 'region'] }],
    },
  })

  it('of every page that differs from the others in more than words and numbers keeps to the standard', async () => {
    const one = new Map(pages.map((page) => [shape(page.html), page]))
    expect(one.size).toBeGreaterThan(30)
    const faults: string[] = []
    for (const { address, html } of one.values()) {
      const { results } = await validator.validateString(html)
      for (const { message, selector } of results.flatMap(({ messages }) => messages))
        faults.push(`${address}: ${message} (${selector})`)
    }
    expect(faults.slice(0, 20)).toEqual([])
  })

  it('sends what is typed nowhere by itself, but for what is searched', () => {
    const forms = pages.flatMap(({ address, html }) =>
      [...html.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].map(([, attributes = '', inside = '']) => ({
        address,
        isSearch: attributes.includes('action="/search"'),
        // Its program shows it, and takes it over before.
        isHidden: /\shidden(?=\s|$)/.test(attributes),
        fields: [...inside.matchAll(/<(?:input|textarea|select)[^>]*\sname="([^"]+)"/g)].map(
          ([, name]) => name,
        ),
      })),
    )
    expect(forms.filter(({ isSearch }) => isSearch).length).toBeGreaterThan(0)
    expect(
      forms.filter(({ isSearch, isHidden, fields }) => !isSearch && !isHidden && fields.length > 0),
    ).toEqual([])
  })

  it('of a fault is refused, so that its silence means something', async () => {
    const { html = '' } = pages.find(({ address }) => address === '/data') ?? {}
    for (const wrong of [
      '<p id="main">again</p>',
      '<ul><p>no item</p></ul>',
      '<p><div></div></p>',
      '<img src="/badge.svg">',
    ]) {
      const { valid } = await validator.validateString(html.replace('</main>', `${wrong}</main>`))
      expect(valid, wrong).toBe(false)
    }
  })

  it('ends every page with the end of its html element: what follows it, the validator lets pass', () => {
    expect(
      pages.filter(({ html }) => !html.trimEnd().endsWith('</html>')).map(({ address }) => address),
    ).toEqual([])
  })
})

describe('stylesheets', () => {
  /** Page, its sheet, and the most lines of our sources that it may load. */
  const KINDS = [
    ['/', 'home', 1100],
    ['/search', 'search', 900],
    ['/d/330000', 'division', 1050],
    [organizationAddress(BUSIEST), 'organization', 1250],
    ['/announcements', 'hall', 850],
    ['/announcements/page/2', 'hall', 850],
    ['/announcements/build-five-levels', 'announcement', 1000],
    ['/guide', 'guide', 800],
    ['/guide/register', 'chapter', 925],
    ['/data', 'data', 925],
    ['/verify', 'verify', 975],
    ['/badge', 'badge', 975],
    ['/report', 'report', 1250],
    ['/register', 'register', 1275],
    ['/my', 'my', 1325],
    ['/credential', 'credential', 1200],
    ['/desk', 'desk', 1250],
    ['/404', null, 775],
    ['/privacy', 'privacy', 900],
  ] as const

  const read = (sheet: string) => readFileSync(new URL(`${sheet}.css`, STYLES), 'utf8')

  /** Every source of a page's styles. */
  function sourcesOf(name: string | null): string[] {
    const site = ['tokens', 'base', 'kit']
    if (name === null) return site
    const parts = [...read(`page/${name}`).matchAll(/^@import "\.\.\/(kit\/[a-z]+)\.css";$/gm)]
    return [...site, ...parts.map(([, part = '']) => part), `page/${name}`]
  }

  function linked(address: string): string[] {
    const { html = '' } = pages.find((page) => page.address === address) ?? {}
    return [...html.matchAll(/<link rel="stylesheet" href="([^"]*)"/g)].map(([, href = '']) => href)
  }

  it.each(KINDS)('%s loads the sheet of the site, then the sheet %s, and no other', (address, name) => {
    const names = linked(address).map((href) => /^\/_astro\/([a-z]+)\.[\w-]+\.css$/.exec(href)?.[1] ?? href)
    expect(names).toEqual(name === null ? ['site'] : ['site', name])
  })

  it('the sheet of the site is tokens, base and kit, in this order', () => {
    const [site = ''] = linked('/404')
    const css = readFileSync(join(place.out, site), 'utf8')
    const places = ['--paper:', '::selection', '.skip-link', '.search-box'].map((mark) => css.indexOf(mark))
    expect(places[0]).toBeGreaterThan(0)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it.each(KINDS)('%s loads with the sheet %s no more than %i lines', (_address, name, most) => {
    const lines = sourcesOf(name).map((sheet) => read(sheet).trimEnd().split('\n').length)
    expect(lines.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(most)
  })

  it('a class that any sheet styles is styled on every page that gives it', () => {
    const classesOf = (css: string) =>
      new Set([...css.matchAll(/\.([a-z][a-z0-9-]*)(?=[^{}]*\{)/g)].map(([, name]) => name))
    const built = new Map(
      [...new Set(pages.flatMap(({ address }) => linked(address)))].map((href) => [
        href,
        classesOf(readFileSync(join(place.out, href), 'utf8')),
      ]),
    )
    const styled = new Set([...built.values()].flatMap((each) => [...each]))
    const bare = pages.flatMap(({ address, html }) => {
      const own = linked(address).map((href) => built.get(href))
      const given = new Set(
        [...html.matchAll(/ class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(/\s+/)),
      )
      return [...given]
        .filter((name) => styled.has(name) && !own.some((classes) => classes?.has(name)))
        .map((name) => `${address}: ${name}`)
    })
    expect(bare).toEqual([])
  })

  it('no page loads more than 16 kB of styles', () => {
    const weight = (address: string) =>
      linked(address)
        .map((href) => readFileSync(join(place.out, href)).length)
        .reduce((sum, bytes) => sum + bytes, 0)
    expect(
      pages.map(({ address }) => [address, weight(address)] as const).filter(([, bytes]) => bytes > 16_000),
    ).toEqual([])
  })
})
