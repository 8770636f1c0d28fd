import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { announcementPage } from '../../../src/lib/announcements/announcement-page.ts'
import { hallPage, hallSize, newest, newestOf } from '../../../src/lib/announcements/hall.ts'
import { renderMarkdown } from '../../../src/lib/site/markdown.ts'
import { openRegister, type Register } from '../../../src/lib/snapshot/register.ts'
import { fixtureRelations, writeFixtureSnapshot } from '../../fixtures/snapshot.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'announcements-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function registerOf(name: string, announcements = fixtureRelations.announcements): Register {
  writeFixtureSnapshot(join(folder, name), { ...fixtureRelations, announcements })
  return openRegister(join(folder, name))
}

describe('the hall', () => {
  it('puts what is pinned first, then the newest, twenty a page', () => {
    const register = registerOf('full')
    expect(hallSize(register)).toBe(2)
    const pages = [hallPage(register, 1), hallPage(register, 2)]
    expect(pages.map((page) => page.pinned.length + page.lines.length)).toEqual([20, 4])
    expect(pages[0]?.pinned.map(({ slug }) => slug)).toEqual(['check-accounts-weekly', 'build-five-levels'])
    expect(pages[0]?.lines[0]?.slug).toBe('weekly-20')
    expect(pages.map(({ newer, older }) => [newer, older])).toEqual([
      [null, '/announcements/page/2'],
      ['/announcements', null],
    ])
  })

  it('has one empty page when there is nothing', () => {
    const register = registerOf('empty', [])
    expect(hallSize(register)).toBe(1)
    expect(hallPage(register, 1)).toMatchObject({ number: 1, of: 1, total: 0, lines: [], older: null })
  })

  it('no longer pins what was pinned until an earlier time', () => {
    const past = fixtureRelations.announcements.map((each) => ({
      ...each,
      pinned_until: '2026-11-01T00:00:00+08:00',
    }))
    expect(hallPage(registerOf('past', past), 1).pinned).toEqual([])
  })
})

describe('the newest notices', () => {
  it('of all issuers begin with what is pinned', () => {
    const lines = newest(registerOf('newest'), 5)
    expect(lines.map(({ pinned }) => pinned)).toEqual([true, true, false, false, false])
  })

  it('of one issuer are its own, and none where it has never issued any', () => {
    const register = registerOf('issuers')
    const [line] = newest(register, 1)
    const own = newestOf(register, line?.issuer_code ?? '')
    expect(own.length).toBeGreaterThan(0)
    expect(new Set(own.map(({ issuer_code }) => issuer_code))).toEqual(new Set([line?.issuer_code]))
    expect(newestOf(register, '999999')).toEqual([])
  })
})

describe('a notice', () => {
  it('shows the chain that it relays from the first on, and who relays it', () => {
    const register = registerOf('chain')
    const page = announcementPage(register, 'relay-hangzhou')
    expect(page.relayed.map(({ slug }) => slug)).toEqual(['build-five-levels', 'relay-zhejiang'])
    expect(announcementPage(register, 'build-five-levels').relays.map(({ slug }) => slug)).toEqual([
      'relay-zhejiang',
    ])
    expect(page.audience).toBe('共青团杭州市委员会及其下级组织；中学')
  })

  it('bears with a chain that bites its tail', () => {
    const looped = fixtureRelations.announcements.map((each) =>
      each.slug === 'build-five-levels' ? { ...each, relayed_from: 'relay-zhejiang' } : each,
    )
    expect(announcementPage(registerOf('loop', looped), 'relay-zhejiang').relayed.length).toBeLessThan(12)
  })
})

describe('the body of a notice', () => {
  it.each([
    ['typed HTML is text', '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    [
      'typed HTML within a line is text',
      'a <img src=x onerror=alert(1)> b',
      '<p>a &lt;img src=x onerror=alert(1)&gt; b</p>',
    ],
    ['a script is no link', '[x](javascript:alert(1))', '<p>x</p>'],
    ['a page of our own is a link', '[x](/guide)', '<p><a href="/guide">x</a></p>'],
    ['a picture is its words', '![现场](https://example.com/a.png "题")', '<p>（图：现场）</p>'],
    ['a bare address stays text', '见https://example.com/a，请阅', '<p>见https://example.com/a，请阅</p>'],
    ['a range is not struck out', '3~5 人，6~8 人', '<p>3~5 人，6~8 人</p>'],
    ['the page keeps its only first heading', '# 一\n\n## 二', '<h2 id="s1">一</h2>\n<h3>二</h3>'],
  ])('%s', (_title, text, html) => expect(renderMarkdown(text).html).toBe(html))

  it('frames a table so that it scrolls by itself', () => {
    const { html } = renderMarkdown('| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |')
    expect(html).toMatch(
      /^<div class="table-frame" role="region" [^>]*tabindex="0"><table>[\s\S]*<\/table><\/div>$/,
    )
  })

  it('tells its tables apart, and lets the keyboard reach long lines of code', () => {
    const table = '| 甲 |\n| --- |\n| 1 |'
    const { html } = renderMarkdown(`${table}\n\n段\n\n${table}\n\n\`\`\`sql\nselect 1\n\`\`\``)
    expect(html.match(/aria-label="[^"]*"/g)).toEqual(['aria-label="表 1"', 'aria-label="表 2"'])
    expect(html).toContain('<pre tabindex="0"><code')
  })

  it('lists its headings with the addresses they have', () => {
    expect(renderMarkdown('## 一、`甲`\n\n## 二').headings).toEqual([
      { id: 's1', text: '一、甲' },
      { id: 's2', text: '二' },
    ])
  })
})
