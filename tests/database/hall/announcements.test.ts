import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asStaff, asVisitor } from '../../fixtures/database/callers.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { test } from '../../fixtures/database/room.ts'

async function write(sql: Sql, row: Record<string, unknown> = {}): Promise<string> {
  await asStaff(sql)
  const [made] = await sql`insert into public.announcements ${sql({
    issuer_code: CODE.nation,
    title: '关于开展登记工作的通知',
    body: '正文',
    ...row,
  })} returning slug`
  return made?.slug
}

const hour = 3_600_000

describe('an announcement', () => {
  test.for([
    ['a draft', { state: 'draft' }, false],
    ['one that is published', { state: 'published' }, true],
    ['one whose hour has not come', { state: 'published', publish_at: new Date(Date.now() + hour) }, false],
    ['one that was withdrawn', { state: 'withdrawn' }, false],
  ] as const)('%s, seen by visitors: %j', async ([, row, isSeen], { sql }) => {
    await write(sql, row)
    await asVisitor(sql)
    expect(await sql`select slug from public.announcements`).toHaveLength(isSeen ? 1 : 0)
    await asOwner(sql)
    expect(await sql`select slug from public.announcements`).toHaveLength(1)
  })

  test.for([
    ['draft', 'published', true],
    ['draft', 'withdrawn', true],
    ['published', 'withdrawn', true],
    ['withdrawn', 'published', true],
    ['published', 'draft', false],
    ['withdrawn', 'draft', false],
  ] as const)('from %s to %s: %j', async ([from, to, isLegal], { sql }) => {
    const slug = await write(sql, { state: from })
    const step = () => sql`update public.announcements set state = ${to} where slug = ${slug}`
    expect((await refusalOf(sql, step))?.code ?? null).toBe(isLegal ? null : 'announcement-transition')
  })

  test('keeps its address once it was published', async ({ sql }) => {
    const slug = await write(sql, { slug: 'first' })
    await sql`update public.announcements set slug = 'second' where slug = ${slug}`
    await sql`update public.announcements set state = 'published'`
    const move = () => sql`update public.announcements set slug = 'third'`
    expect(await refusalOf(sql, move)).toMatchObject({ code: 'announcement-slug-permanent', field: 'slug' })
  })

  test('finds an address of its own where none is given', async ({ sql }) => {
    expect(await write(sql)).toMatch(/^\d{8}-[0-9a-f]{6}$/)
  })

  test.for([
    [{ slug: 'No Slug' }, { field: 'slug' }],
    [{ title: '短' }, { field: 'title' }],
    [{ body: '' }, { field: 'body' }],
    [{ issuer_code: '999999' }, { field: 'issuer_code' }],
    [{ relayed_from: 'nowhere' }, { field: 'relayed_from' }],
    [{ audience_levels: [6] }, { field: 'audience_levels' }],
    [{ audience_kinds: ['club'] }, { field: 'audience_kinds' }],
    [{ attachments: { title: 'x' } }, { field: 'attachments' }],
    [{ attachments: [{ title: '指南', address: 'javascript:alert(1)' }] }, { field: 'attachments' }],
    [{ attachments: [{ address: 'https://example.org/' }] }, { field: 'attachments' }],
    [{ attachments: ['https://example.org/'] }, { field: 'attachments' }],
  ])('%j is refused at %j', async ([row = {}, verdict = {}], { sql }) => {
    expect(await refusalOf(sql, () => write(sql, row))).toMatchObject(verdict)
  })

  test('takes attachments by title and web address', async ({ sql }) => {
    await write(sql, { attachments: [{ title: '使用指南', address: 'https://example.org/guide.pdf' }] })
  })
})
