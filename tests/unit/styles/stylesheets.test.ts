import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const SRC = new URL('../../../src/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, SRC), 'utf8')
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).sort()
const sheets = files.filter((file) => file.endsWith('.css'))
const markup = files
  .filter((file) => /\.(astro|tsx|ts)$/.test(file))
  .map((file) => ({ file, text: read(file) }))

/** Classes that a page writes from a word of the data, by their beginning. */
const WRITTEN_FROM_DATA = /^(answer|column|input|row|search-box|share|standing|step)-/

function withoutComments(css: string): string {
  return css.replace(/\/\*.*?\*\//gs, '')
}

function selectorsOf(sheet: string): string[] {
  return [...withoutComments(read(sheet)).matchAll(/([^{};]+)\{/g)]
    .map(([, selector = '']) => selector.trim())
    .filter((selector) => !selector.startsWith('@'))
}

function classesOf(sheet: string): string[] {
  const found = selectorsOf(sheet).flatMap((selector) =>
    [...selector.matchAll(/\.([A-Za-z_][\w-]*)/g)].map(([, name = '']) => name),
  )
  return [...new Set(found)]
}

it('all styles stand in tokens, base, kit and its parts, and one sheet for each kind of page', () => {
  const odd = sheets.filter(
    (sheet) => !/^styles\/((site|tokens|base|kit)|(kit|page)\/[a-z]+)\.css$/.test(sheet),
  )
  expect(odd).toEqual([])
  expect(markup.filter(({ text }) => /<style\b/.test(text)).map(({ file }) => file)).toEqual([])
})

it('the site loads tokens, base and kit, in this order', () => {
  expect(
    [...read('styles/site.css').matchAll(/^@import "\.\/(.*)\.css";$/gm)].map(([, name]) => name),
  ).toEqual(['tokens', 'base', 'kit'])
})

it('a page hands its sheet to the layout, which puts it after that of the site: no import orders styles by itself', () => {
  const loading = markup.filter(({ text }) => text.includes('.css'))
  expect(loading.length).toBeGreaterThan(10)
  for (const { file, text } of loading) {
    const [from = '', ...more] = text.match(/import .*\.css.*/g) ?? []
    expect(more, file).toEqual([])
    if (file === 'layouts/PageLayout.astro') expect(from).toBe("import site from '../styles/site.css?url'")
    else expect(from, file).toMatch(/^import sheet from '[./]+\/styles\/page\/[a-z]+\.css\?url'$/)
  }
  expect(read('layouts/PageLayout.astro')).toMatch(
    /href=\{site\} \/>\s*\{sheet !== null && .* href=\{sheet\} \/>/,
  )
})

it('every sheet of a page belongs to a page, and every part of the kit to a sheet of a page', () => {
  const loaded = [...markup, ...sheets.map((file) => ({ file, text: read(file) }))]
    .map(({ text }) => text)
    .join()
  const unused = sheets
    .filter((sheet) => /^styles\/(kit|page)\//.test(sheet))
    .filter((sheet) => !loaded.includes(`/${sheet.replace('styles/', '')}?url'`))
    .filter((sheet) => !loaded.includes(`@import "../${sheet.replace('styles/', '')}"`))
  expect(unused).toEqual([])
})

it('a sheet of a page loads parts of the kit alone, before its own rules', () => {
  for (const sheet of sheets.filter((each) => each !== 'styles/site.css')) {
    const lines = withoutComments(read(sheet)).split('\n')
    const imports = lines.filter((line) => line.startsWith('@import'))
    expect(lines.slice(0, imports.length), sheet).toEqual(imports)
    for (const line of imports) expect(line, sheet).toMatch(/^@import "\.\.\/kit\/[a-z]+\.css";$/)
    if (!sheet.startsWith('styles/page/')) expect(imports, sheet).toEqual([])
  }
})

it('a class is words in lower case joined by hyphens, and no rule hangs on layers or on one element by its id', () => {
  for (const sheet of sheets) {
    const odd = classesOf(sheet).filter((name) => !/^[a-z]+(-[a-z0-9]+)*$/.test(name))
    expect(odd, sheet).toEqual([])
    expect(read(sheet), sheet).not.toContain('@layer')
    // `:target` within `:has` names sections: that is what an address names.
    const byId = selectorsOf(sheet).filter(
      (selector) => /#[a-z]/.test(selector) && !selector.includes(':target'),
    )
    expect(byId, sheet).toEqual([])
  }
})

it('every class that a sheet styles is given by some page, component or script', () => {
  const words = new Set(markup.flatMap(({ text }) => text.match(/[a-z][a-z0-9-]*/g) ?? []))
  const unused = sheets.flatMap(classesOf).filter((name) => !words.has(name) && !WRITTEN_FROM_DATA.test(name))
  expect(unused).toEqual([])
})

it('colours come from the tokens alone', () => {
  for (const sheet of sheets.filter((each) => each !== 'styles/tokens.css')) {
    const values = [...withoutComments(read(sheet)).matchAll(/:\s([^;{}]+);/g)].map(([, value = '']) => value)
    expect(
      values.filter((value) =>
        /#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/i.test(value),
      ),
      sheet,
    ).toEqual([])
    expect(
      values.filter((value) => /\b(white|black|red|green|blue|gray|grey)\b/.test(value)),
      sheet,
    ).toEqual([])
  }
})

it('every token that is used is defined, and every one that is defined is used', () => {
  const defined = new Set(
    [...read('styles/tokens.css').matchAll(/^\s+(--[a-z0-9-]+):/gm)].map(([, name]) => name),
  )
  const everywhere = [...sheets.map(read), ...markup.map(({ text }) => text)].join()
  const used = new Set([...everywhere.matchAll(/var\((--[a-z0-9-]+)/g)].map(([, name]) => name))
  expect([...used].sort()).toEqual([...defined].sort())
})

it('the bar of the browser around a page has the colour of its paper', () => {
  const [light = '', dark = ''] = read('styles/tokens.css').split('@media (prefers-color-scheme: dark)')
  const paper = (block: string) => /--paper: (#[0-9a-f]{6})/.exec(block)?.[1]
  const themes = [...read('layouts/PageLayout.astro').matchAll(/theme-color" content="(#[0-9a-f]{6})"/g)]
  expect(themes.map(([, colour]) => colour)).toEqual([paper(light), paper(dark)])
})
