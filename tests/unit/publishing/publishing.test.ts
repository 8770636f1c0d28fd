import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { environment } from '../../../src/lib/publishing/environment.ts'
import { allowApi } from '../../../src/lib/publishing/headers.ts'
import { fileOf, isProse } from '../../../src/lib/publishing/page-addresses.ts'
import { nextFolder, replaceSite } from '../../../src/lib/publishing/replacement.ts'
import { guideSections } from '../../../src/lib/site/guide-sections.ts'

const HOUR = 60 * 60 * 1000

describe('the environment of a build', () => {
  it('names what is missing', () => {
    expect(() => environment({ SUPABASE_URL: 'http://127.0.0.1:54321' })).toThrow('SUPABASE_PUBLISHABLE_KEY')
    expect(() => environment({ SUPABASE_URL: 'file:///x', SUPABASE_PUBLISHABLE_KEY: 'k' })).toThrow(
      'SUPABASE_URL',
    )
  })
})

describe('the content policy', () => {
  it('lets pages reach the origin of the API and nothing more of its address', () => {
    const policy = allowApi(
      "default-src 'self'; connect-src 'self'; base-uri 'none'",
      'https://x.supabase.co/rest/v1',
    )
    expect(policy).toBe("default-src 'self'; connect-src 'self' https://x.supabase.co; base-uri 'none'")
  })

  it('is refused when there is no place for the API in it', () => {
    expect(() => allowApi("default-src 'self'", 'https://x.supabase.co')).toThrow('connect-src')
  })
})

describe('what Pagefind reads', () => {
  it.each([
    ['/announcements/build-five-levels', true],
    ['/guide/register', true],
    ['/announcements', false],
    ['/announcements/page/2', false],
    ['/guide', false],
    ['/o/10/100001', false],
  ])('%s: %s', (address, prose) => expect(isProse(address)).toBe(prose))
})

describe('the file of an address', () => {
  it.each([
    ['/', 'index.html'],
    ['/d/330000', 'd/330000.html'],
    ['/announcements', 'announcements.html'],
    ['/register/divisions.json', 'register/divisions.json'],
  ])('%s is %s', (address, file) => expect(fileOf(address)).toBe(file))
})

describe('chapters of the guide', () => {
  it('stand by reader and in their order; a reader without chapters is left out', () => {
    const chapters = [
      { id: 'b', data: { reader: 'school' as const, order: 2 } },
      { id: 'a', data: { reader: 'school' as const, order: 1 } },
    ]
    expect(guideSections(chapters).map((part) => part.chapters.map(({ id }) => id))).toEqual([['a', 'b']])
  })
})

describe('putting a new site in place', () => {
  let folder: string
  let out: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'site-'))
    out = join(folder, 'dist')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function site(place: string, page: string, asset: string, age = 0) {
    mkdirSync(join(place, '_astro'), { recursive: true })
    writeFileSync(join(place, 'index.html'), page)
    writeFileSync(join(place, '_astro', asset), asset)
    const time = new Date(Date.now() - age)
    utimesSync(join(place, '_astro', asset), time, time)
  }

  it('keeps assets that an open page may still ask for, for a day', () => {
    const next = nextFolder(out)
    site(out, 'one', 'old.css', 25 * HOUR)
    site(out, 'one', 'recent.css', 2 * HOUR)
    site(next, 'two', 'new.css')
    replaceSite(next, out, Date.now())
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe('two')
    expect(['old.css', 'recent.css', 'new.css'].map((name) => existsSync(join(out, '_astro', name)))).toEqual(
      [false, true, true],
    )
    expect(existsSync(next)).toBe(false)
  })

  it('does not make a kept asset younger than it is', () => {
    site(out, 'one', 'a.css', 23 * HOUR)
    for (const page of ['two', 'three']) {
      site(nextFolder(out), page, `${page}.css`)
      replaceSite(nextFolder(out), out, Date.now() + (page === 'three' ? 2 * HOUR : 0))
    }
    expect(existsSync(join(out, '_astro', 'a.css'))).toBe(false)
  })
})
