import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { organizationAddress } from '../../src/lib/site/addresses.ts'
import { BUSIEST, fullest } from '../fixtures/snapshot/fullest.ts'
import { committee } from '../fixtures/snapshot/organizations.ts'
import { fixtureOfProvinces, fixtureState } from '../fixtures/snapshot.ts'
import { API, type BuildRun, type BuiltPage, readPages, runBuild, workshop } from './build-site.ts'

const relations = fullest(fixtureOfProvinces(['11', '33', '41']))
const ORIGIN = 'https://minglu.example.test'
const GUIDE = [
  'bind',
  'correct',
  'desk',
  'name',
  'operate',
  'read',
  'receive-credential',
  'register',
  'staff',
]
const SINGLE = [
  '/',
  '/404',
  '/announcements',
  '/announcements/page/2',
  '/badge',
  '/credential',
  '/data',
  '/desk',
  '/guide',
  '/my',
  '/privacy',
  '/register',
  '/report',
  '/search',
  '/verify',
]
/** Pages that are forms: they may carry React. */
const FORMS = ['/credential', '/desk', '/my', '/register']

/** The one script element without a file: by its type a browser never runs it. */
const DATA = '<script type="application/ld+json">'

let place: ReturnType<typeof workshop>
let run: BuildRun
let pages: BuiltPage[]

beforeAll(async () => {
  place = workshop(relations)
  run = await runBuild(['--snapshot', place.snapshot, '--out', place.out])
  pages = existsSync(place.out) ? readPages(place.out) : []
})
afterAll(() => rmSync(place.folder, { recursive: true, force: true }))

function page(address: string): string {
  return pages.find((each) => each.address === address)?.html ?? ''
}

function matches(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, found = '']) => found)
}

/** What a page breaks, by page: empty when all is well, readable when not. */
function faults(check: (html: string, address: string) => string[]): string[] {
  return pages
    .flatMap(({ html, address }) => check(html, address).map((fault) => `${address}: ${fault}`))
    .slice(0, 20)
}

/** Files with the scripts that they ask for at once; what is imported later, at a press or the first focus, is not among them. */
function withImports(files: readonly string[]): string[] {
  const all = new Set(files)
  for (const file of all)
    if (file.endsWith('.js'))
      for (const name of matches(
        readFileSync(join(place.out, file), 'utf8'),
        /\b(?:from|import)\s*["']\.\/([^"']+)["']/g,
      ))
        all.add(`/_astro/${name}`)
  return [...all]
}

function fileOf(address: string): string {
  const path = address === '/' ? '/index' : address
  return join(place.out, /\.[a-z0-9]+$/.test(path) ? path : `${path}.html`)
}

/** What a page tells search engines. */
function dataOf(address: string): unknown {
  const [json = 'null'] = matches(page(address), /<script type="application\/ld\+json">(.*?)<\/script>/gs)
  return JSON.parse(json)
}

describe('the built site', () => {
  it('was built, and says so in one line', () => {
    expect(run.errors).toBe('')
    expect(JSON.parse(run.lastLine)).toEqual({
      revision: fixtureState.revision,
      pages: pages.length,
      rendered: pages.length,
      seconds: expect.any(Number),
      parts: expect.objectContaining({ pages: expect.any(Number), names: expect.any(Number) }),
    })
    expect(run.code).toBe(0)
  })

  it('lists in its sitemap every page that search engines may show, and no other', () => {
    const read = (address: string) => readFileSync(fileOf(address), 'utf8')
    const located = (xml: string) =>
      matches(xml, /<loc>([^<]*)<\/loc>/g).map((each) => new URL(each).pathname)
    expect(read('/robots.txt')).toContain(`Sitemap: ${ORIGIN}/sitemap.xml`)
    const listed = located(read('/sitemap.xml')).flatMap((part) => located(read(part)))
    const shown = pages.filter(({ html }) => !html.includes('<meta name="robots" content="noindex"'))
    expect(listed.sort()).toEqual(shown.map(({ address }) => address).sort())
  })

  it('has a page for every division that is no placeholder, every organization, notice and chapter, and no other of these', () => {
    const expected = [
      ...SINGLE,
      ...relations.divisions.filter((each) => !each.is_placeholder).map(({ code }) => `/d/${code}`),
      ...relations.organizations.map(({ code }) => organizationAddress(code)),
      ...relations.announcements.map(({ slug }) => `/announcements/${slug}`),
      ...GUIDE.map((slug) => `/guide/${slug}`),
    ]
    /** `o` of `/o/10/100001`; nothing of a page that stands by itself. */
    const kindOf = (address: string) => address.split('/').slice(1, -1)[0] ?? ''
    const kinds = new Set(expected.map(kindOf))
    const built = pages.map(({ address }) => address).filter((address) => kinds.has(kindOf(address)))
    expect(built.sort()).toEqual(expected.sort())
  })

  it('says which revision it shows', () => {
    expect(JSON.parse(readFileSync(join(place.out, 'publication.json'), 'utf8'))).toEqual({
      revision: fixtureState.revision,
      organizations: relations.organizations.length,
      pages: pages.length,
    })
  })

  it('has no link that leads nowhere, in itself or to a section', () => {
    const found = faults((html) =>
      matches(html, /<a\b[^>]*\bhref="(\/[^"]*|#[^"]*)"/g).filter((href) => {
        const [path = '', section] = href.replace(/\?[^#]*/, '').split('#')
        const target = path === '' ? html : existsSync(fileOf(path)) ? readFileSync(fileOf(path), 'utf8') : ''
        return target === '' || (section !== undefined && !target.includes(`id="${section}"`))
      }),
    )
    expect(found).toEqual([])
  })

  it('asks for no file that is not there, and for none from another host', () => {
    const found = faults((html) =>
      matches(html, /<(?:script|img|source|iframe|video)\b[^>]*\bsrc="([^"]*)"/g)
        .concat(matches(html, /<link\b(?![^>]*rel="canonical")[^>]*\bhref="([^"]*)"/g))
        .filter((address) => !address.startsWith('/') || !existsSync(join(place.out, address))),
    )
    expect(found).toEqual([])
  })

  it('has no inline script and no inline style, so that the policy needs no exception; data for search engines never runs', () => {
    const found = faults((html) => [
      ...matches(html, /(<script\b(?![^>]*\bsrc=)[^>]*>)/g).filter((tag) => tag !== DATA),
      ...matches(html, /(<style\b[^>]*>)/g),
      ...matches(html, /(<[a-z][^>]*\s(?:style|on[a-z]+)="[^"]*")/g),
    ])
    expect(found).toEqual([])
  })

  it('makes links of web addresses only', () => {
    const found = faults((html) =>
      matches(html, /\bhref="([^"]*)"/g).filter((href) => !/^(\/|#|https?:\/\/)/.test(href)),
    )
    expect(found).toEqual([])
  })

  it('gives every page its language, canonical address, description, one main heading, and a title of its own', () => {
    const found = faults((html, address) => [
      ...(html.includes('<html lang="zh-CN">') ? [] : ['language']),
      ...(html.includes(`<link rel="canonical" href="${ORIGIN}${address}">`) ? [] : ['canonical']),
      ...(/<meta name="description" content="[^"]{10,}">/.test(html) ? [] : ['description']),
      ...(matches(html, /<(h1)\b/g).length === 1 ? [] : ['h1']),
    ])
    expect(found).toEqual([])
    const titles = pages.map(({ html }) => matches(html, /<title>([^<]*)<\/title>/g).join())
    expect(new Set(titles).size).toBe(pages.length)
  })

  it.each([
    ['/d/000000', '/announcements/feed.xml'],
    ['/d/330000', '/d/330000/feed.xml'],
    ['/d/330106', '/d/330000/feed.xml'],
  ])('offers a reader of %s the feed %s', (address, feed) => {
    expect(matches(page(address), /type="application\/atom\+xml"[^>]* href="([^"]*)"/g)).toEqual([feed])
    expect(existsSync(join(place.out, feed))).toBe(true)
  })

  it('loads React on forms only', () => {
    const found = faults((html, address) =>
      FORMS.includes(address)
        ? []
        : matches(html, /\bsrc="(\/_astro\/[^"]*\.js)"/g).filter((script) =>
            /react/i.test(readFileSync(join(place.out, script), 'utf8')),
          ),
    )
    expect(found).toEqual([])
  })

  it.each([
    '/',
    '/d/330000',
    '/d/330100',
    '/d/330106',
    '/badge',
    '/report',
    '/verify',
    '/data',
    '/search',
    '/guide',
    '/privacy',
    '/d/330127',
    organizationAddress(BUSIEST),
    organizationAddress(committee('330000').code),
    organizationAddress(committee('330100').code),
    organizationAddress(committee('330127').code),
    '/announcements',
    '/announcements/build-five-levels',
    '/guide/register',
    '/404',
  ])('%s weighs less than 20 kB with its styles and scripts', (address) => {
    const html = page(address)
    const files = withImports([
      ...matches(html, /<link rel="stylesheet" href="([^"]*)"/g),
      ...matches(html, /<script type="module" src="([^"]*)"/g),
    ])
    const weight = [html, ...files.map((file) => readFileSync(join(place.out, file)))]
      .map((content) => gzipSync(content).length)
      .reduce((sum, bytes) => sum + bytes, 0)
    expect(files.length).toBeGreaterThan(0)
    expect(weight).toBeLessThan(20_000)
  })

  it('carries the demonstration banner and the record number on every page', () => {
    expect(
      faults((html) => (html.includes('演示数据') && html.includes('京ICP备00000000号') ? [] : ['missing'])),
    ).toEqual([])
  })

  it('lets pages reach the API and nothing else', () => {
    const headers = readFileSync(join(place.out, '_headers'), 'utf8')
    expect(headers).toContain(`connect-src 'self' ${API};`)
    expect(headers).toContain("script-src 'self' 'wasm-unsafe-eval';")
    expect(headers).not.toContain('unsafe-inline')
  })

  it('has both indexes', () => {
    expect(existsSync(join(place.out, 'pagefind', 'pagefind.js'))).toBe(true)
    expect(existsSync(join(place.out, 'names', 'first.txt'))).toBe(true)
  })
})

describe('the page of an organization', () => {
  const busy = organizationAddress(committee('330100').code)

  it('shows the seal and the slogan only where an official account stands', () => {
    expect(page(busy)).toContain('aria-label="官方"')
    expect(page(busy)).toContain('中学微博团，青春心连心')
    const expected = page(organizationAddress(committee('330108').code))
    expect(expected).not.toContain('aria-label="官方"')
    expect(expected).not.toContain('中学微博团，青春心连心')
    expect(expected).toContain(`/register?organization=${committee('330108').code}`)
  })

  it('opens accounts on living platforms only, and explains the others', () => {
    expect(page(busy)).toContain('href="https://weibo.com/u/5000000001"')
    expect(page(busy)).not.toContain('href="https://t.qq.com')
    expect(page(busy)).not.toContain('href="https://t.k618.cn')
    expect(page(busy)).toContain('未来网微博已停止服务')
    expect(page(busy)).toContain('2020年9月28日关闭')
  })

  it('answers first whether there is an official account, since when, how to follow it, and who stands above', () => {
    const answers = (html: string) =>
      (/<dl class="answers">.*?<\/dl>/s.exec(html)?.[0] ?? '').replace(/<[^>]*>/g, '').replace(/\s+/g, '')
    expect(answers(page(busy))).toBe(
      '官方账号有2个，2026年3月8日起，最近核对2026年11月16日怎样关注新浪微博微信公众号搜索“青春杭州”上级共青团浙江省委员会',
    )
    expect(answers(page(organizationAddress(committee('330108').code)))).toBe(
      '官方账号没有，这个组织还没有登记上级共青团杭州市委员会',
    )
  })

  it('tells search engines its name, its superior and its official addresses, and no other', () => {
    expect(dataOf(busy)).toMatchObject({
      '@type': 'Organization',
      '@id': `${ORIGIN}${busy}`,
      name: '共青团杭州市委员会',
      parentOrganization: { name: '共青团浙江省委员会' },
      sameAs: ['https://weibo.com/u/5000000001'],
    })
  })

  it('offers the badge, which leads back to it, only where an official account stands', () => {
    expect(page(busy)).toContain(`&lt;a href=&quot;${ORIGIN}${busy}&quot;&gt;`)
    expect(page(organizationAddress(committee('330108').code))).not.toContain('badge.svg')
  })

  it('points from a closed organization to its successor', () => {
    const closed = page(organizationAddress(committee('330127').code))
    expect(closed).toContain('撤销')
    expect(closed).toContain(`href="${organizationAddress(committee('330182').code)}"`)
    expect(closed).not.toContain('/register?organization=')
  })
})

describe('the page of a notice', () => {
  it('tells search engines who issued what and when, and names no person', () => {
    expect(dataOf('/announcements/build-five-levels')).toEqual({
      '@context': 'https://schema.org',
      '@type': 'Article',
      mainEntityOfPage: `${ORIGIN}/announcements/build-five-levels`,
      headline: '关于加强中学共青团官方账号五级体系建设的通知',
      inLanguage: 'zh-CN',
      datePublished: '2026-05-20',
      identifier: '中青办发〔2026〕12号',
      author: { '@type': 'Organization', name: '共青团中央委员会', url: `${ORIGIN}/o/10/100001` },
      publisher: { '@type': 'Organization', name: '共青团中央委员会', url: `${ORIGIN}/o/10/100001` },
    })
  })

  it('has its fields, its attachments, and its body without anything that runs', () => {
    const notice = page('/announcements/build-five-levels')
    for (const words of [
      '中青办发〔2026〕12号',
      '新疆生产建设兵团团委',
      '团中央书记处',
      '附件 1：登记平台使用指南',
    ])
      expect(notice).toContain(words)
    expect(notice).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(notice).not.toContain('javascript:')
    expect(notice).not.toContain('images.example.com')
  })
})
