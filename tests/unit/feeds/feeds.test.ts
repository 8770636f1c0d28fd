import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { announcementFeed } from '../../../src/lib/feeds/announcement-feed.ts'
import { changeFeed, changeLines } from '../../../src/lib/feeds/change-feed.ts'
import { SITEMAP, sitemapIndex, sitemapPart } from '../../../src/lib/feeds/sitemap.ts'
import { escapeXml } from '../../../src/lib/feeds/xml.ts'
import { openRegister, type Register } from '../../../src/lib/snapshot/register.ts'
import { committee } from '../../fixtures/snapshot/organizations.ts'
import { fixtureOfProvinces, writeFixtureSnapshot } from '../../fixtures/snapshot.ts'

const site = new URL('https://minglu.example.test')
const relations = fixtureOfProvinces(['11', '33'])
const [first] = relations.announcements
let folder: string
let register: Register

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'feeds-'))
  const announcements = relations.announcements.map((each) =>
    each === first ? { ...each, title: '甲 & 乙 <丙> "丁" \u0001]]>' } : each,
  )
  writeFixtureSnapshot(join(folder, 'snapshot.sqlite'), { ...relations, announcements })
  register = openRegister(join(folder, 'snapshot.sqlite'))
})
afterAll(() => {
  register.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Every text that stands in an element of a name. Throws where tags do not nest or a character is not escaped. */
function textsOf(xml: string, name: string): string[] {
  const open: string[] = []
  for (const [, slash, tag = '', closed] of xml.matchAll(/<(\/?)([\w:]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (slash === '/') expect(open.pop()).toBe(tag)
    else if (closed !== '/') open.push(tag)
  }
  expect(open).toEqual([])
  const rest = xml.replace(/<\?xml[^?]*\?>/, '').replace(/<\/?[\w:]+(?:\s[\w:]+="[^"<]*")*\/?>/g, '')
  expect(rest).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/)
  return [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`, 'g'))].map(
    ([, text = '']) => text,
  )
}

const plainly = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

describe('the feed of the hall', () => {
  it('gives the newest notices, newest first, under ids that stay', () => {
    const xml = announcementFeed(register, site, null)
    const ids = textsOf(xml, 'id')
    expect(ids[0]).toBe('tag:minglu.example.test,2026:announcements')
    expect(ids).toContain('tag:minglu.example.test,2026:announcements/build-five-levels')
    expect(new Set(ids).size).toBe(relations.announcements.length + 1)
    const [feed, ...entries] = textsOf(xml, 'updated').map(Date.parse)
    expect(entries).toEqual(entries.toSorted((one, other) => other - one))
    expect(feed).toBe(entries[0])
  })

  it('escapes what a title may hold, and shows the rendered body with addresses that lead somewhere', () => {
    const xml = announcementFeed(register, site, null)
    expect(textsOf(xml, 'title').map(plainly)).toContain('甲 & 乙 <丙> "丁" ]]>')
    const content =
      textsOf(xml, 'content')
        .map(plainly)
        .find((html) => html.includes('总体要求')) ?? ''
    expect(content).toContain('<strong>应建尽建</strong>')
    expect(content).toContain('href="https://minglu.example.test/guide/register"')
    expect(content).toContain(
      '适用范围：共青团中央委员会及其下级组织；省级、地市级、县级、学校；团委机关、中学',
    )
    expect(content).not.toContain('<script')
    expect(content).not.toContain('javascript:')
  })
})

describe('the feed of a province', () => {
  it('has the notices whose issuer stands there, and no other', () => {
    const ids = textsOf(announcementFeed(register, site, '330000'), 'id').join('\n')
    expect(ids).toContain('relay-hangzhou')
    expect(ids).not.toContain('build-five-levels')
  })

  it('is a feed also where nothing was issued', () => {
    const xml = announcementFeed(register, site, '110000')
    expect(textsOf(xml, 'id')).toEqual(['tag:minglu.example.test,2026:d/110000/announcements'])
    expect(textsOf(xml, 'updated')).toEqual(['1970-01-01T00:00:00Z'])
  })
})

describe('the news of the register', () => {
  it('is told in plain words, newest first', () => {
    const [, ...titles] = textsOf(changeFeed(register, site), 'title')
    expect(titles).toEqual([
      '「共青团淳安县委员会」已撤销',
      '「共青团淳安县委员会」恢复，不再是已撤销',
      '「共青团淳安县委员会」已撤销',
      '「共青团杭州市委员会」在腾讯微博的账号「青春杭州」不再是官方账号',
      '「共青团桐庐县委员会」换了上级或地区，原在浙江省杭州市',
      '「清华学校」改名为「清华大学」',
      '「共青团杭州市委员会」在新浪微博的账号「青春杭州」成为官方账号',
      '「共青团杭州市委员会」登记通过',
      '「共青团桐庐县委员会」列入名录',
    ])
  })

  it('stands whole in lines of JSON, oldest first', () => {
    const lines = changeLines(register)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ id }) => id)).toEqual(relations.register_events.map(({ id }) => id))
    expect(lines[0]).toEqual({
      ...relations.register_events[0],
      organization_code: committee('330122').code,
      words: '「共青团桐庐县委员会」列入名录',
    })
  })
})

describe('the sitemap', () => {
  it('names its parts, and they hold each address once', () => {
    const chapters = ['register']
    const files = SITEMAP.flatMap(({ addresses }) => addresses(register, chapters)).slice(1)
    expect(textsOf(sitemapIndex(register, site, chapters), 'loc')).toEqual(
      files.map((file) => `https://minglu.example.test${file}`),
    )
    const parts = files.map((file) => file.replace(/^\/sitemap\/|\.xml$/g, ''))
    expect(parts.slice(0, 4)).toEqual(['pages-1', 'divisions-1', 'announcements-1', 'organizations-1'])
    const addresses = parts.flatMap((part) => textsOf(sitemapPart(register, site, part, chapters), 'loc'))
    expect(new Set(addresses).size).toBe(addresses.length)
    expect(addresses).toContain('https://minglu.example.test/guide/register')
    expect(addresses).toContain('https://minglu.example.test/d/330122')
    expect(addresses).not.toContain('https://minglu.example.test/my')
  })
})

it('what XML cannot write is left out', () => {
  expect(escapeXml('a\u0000b\ud800c&')).toBe('ab\ufffdc&amp;')
})
