import { beforeAll, describe, expect, test } from 'vitest'
import { Announcement } from '#contracts/directory.ts'
import { renderMarkdown } from '../../../src/lib/site/markdown.ts'
import type { NationalSet } from '../../../supabase/seed/national/national-set.ts'
import { smallCountry } from '../../fixtures/national-set.ts'

let set: NationalSet

beforeAll(async () => {
  set = await smallCountry()
})

describe('generated announcements', () => {
  test('are what a visitor’s page expects, some pinned, some to come, some drafted or withdrawn', () => {
    const { announcements } = set
    expect(announcements.filter((each) => !Announcement.safeParse(each).success)).toEqual([])
    expect(new Set(announcements.map(({ state }) => state)).size).toBe(3)
    expect(announcements.some(({ publish_at }) => publish_at > '2028')).toBe(true)
    expect(announcements.some(({ pinned_until }) => (pinned_until ?? '') > '2028')).toBe(true)
    expect(announcements.some(({ audience_code }) => audience_code !== null)).toBe(true)
    expect(announcements.some(({ document_number }) => document_number !== null)).toBe(true)
  })

  test('come from all levels, and relay only what their superior had published', () => {
    const byCode = new Map(set.organizations.map((each) => [each.code, each]))
    const levels = set.announcements.map(({ issuer_code }) => byCode.get(issuer_code)?.level)
    expect(new Set(levels)).toEqual(new Set([1, 2, 3, 4, 5]))
    const bySlug = new Map(set.announcements.map((each) => [each.slug, each]))
    const relays = set.announcements.filter(({ relayed_from }) => relayed_from !== null)
    expect(relays.length).toBeGreaterThan(20)
    const wrong = relays.filter(({ relayed_from, issuer_code, slug }) => {
      const original = bySlug.get(relayed_from ?? '')
      return (
        original?.state !== 'published' ||
        original.issuer_code !== byCode.get(issuer_code)?.parent_code ||
        original.slug >= slug
      )
    })
    expect(wrong).toEqual([])
  })

  test('run from a sentence to pages, with lists and tables', () => {
    const lengths = set.announcements.map(({ body }) => body.length).sort((one, other) => one - other)
    expect(lengths[0]).toBeLessThan(100)
    expect(lengths.at(-1)).toBeGreaterThan(5000)
    const html = set.announcements.map(({ body }) => renderMarkdown(body).html)
    for (const element of ['<table>', '<ol>', '<ul>', '<h2'])
      expect(
        html.some((text) => text.includes(element)),
        element,
      ).toBe(true)
  })
})
