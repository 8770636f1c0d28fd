import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asStaff } from '../../fixtures/database/callers.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { test } from '../../fixtures/database/room.ts'
import { fieldCase } from '../../fixtures/field-cases.ts'

/** What staff add to or change in the row editor. */
const TYPED = [
  'account_persons accounts activation_items announcements contacts divisions levels mistake_reports naming_rules organization_kinds',
  'organizations platforms registrations school_types staff_members unit_types',
  'private.bundles private.closings private.handovers private.mail_meter private.mail_pause private.mailbox_checks',
  'private.recoveries private.reminder_plan private.believed_losses private.erasures private.retention_periods',
  'private.letter_classes private.letter_kinds',
]
  .join(' ')
  .split(' ')

/** What functions alone write; `credential_intake` tidies each of its columns itself, because two of them are secrets. */
const WRITTEN = [
  'credential_intake register_changes register_events register_state',
  'private.address_key private.attempts private.audit_log private.chores private.credentials private.foreign_requests private.generated_rows',
  'private.mail_batches private.mail_events private.mailbox_answers private.mailbox_proofs private.outbox private.publications',
  'private.sealing_keys private.suppressions private.tasks private.letter_counts private.code_pauses private.clock private.work_times',
]
  .join(' ')
  .split(' ')

async function unguarded(sql: Sql): Promise<string[]> {
  const rows = await sql`
    with typed as (
      select a.attrelid, a.attname, a.attnotnull, a.atttypid = 'text[]'::regtype and a.attname ~ '(names|aliases|handles)$' as is_list,
        a.atttypid in ('text'::regtype, 'extensions.citext'::regtype) as is_text
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('public', 'private') and c.oid::regclass::text = any (${TYPED})
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''),
    guards as (
      select t.tgrelid, t.tgfoid::regproc::text as guard, string_to_array(encode(t.tgargs, 'escape'), '\\000') as columns from pg_trigger t)
    select format('%s.%s', typed.attrelid::regclass, attname) as name from typed
    where (is_list or is_text and not attnotnull) and not exists (
        select from guards g where g.tgrelid = typed.attrelid and g.guard = 'private.read_typed' and attname = any (g.columns))
      or attnotnull and not exists (
        select from guards g where g.tgrelid = typed.attrelid and g.guard = 'private.ask_for_missing' and attname = any (g.columns))
    order by 1`
  return rows.map(({ name }) => name)
}

describe('the tables that staff type in', () => {
  test('are told apart from those that functions write', async ({ sql }) => {
    const rows = await sql`
      select oid::regclass::text as name from pg_class
      where relkind = 'r' and relnamespace::regnamespace::text in ('public', 'private') order by 1`
    expect(rows.map(({ name }) => name).sort(), 'TYPED and WRITTEN').toEqual([...TYPED, ...WRITTEN].sort())
  })

  test('have no column whose empty text would stay, or whose absence would be told in English', async ({
    sql,
  }) => {
    expect(await unguarded(sql)).toEqual([])
    await asOwner(sql)
    await sql`alter table public.divisions add column remark text, add column rank integer not null default 1`
    expect(await unguarded(sql)).toEqual(['divisions.rank', 'divisions.remark'])
  })
})

const account = (row: object) => ({
  organization_code: CODE.school,
  platform: 'weibo',
  nickname: '桐庐一中',
  ...row,
})
const notice = (row: object) => ({ issuer_code: CODE.nation, title: '关于登记的通知', body: '正文', ...row })

describe('an empty text', () => {
  test(`is none: ${fieldCase('F01.2').input}`, async ({ sql }) => {
    await asStaff(sql)
    const [row] = await sql`
      insert into public.announcements ${sql(notice({ document_number: '', addressees: ' \u3000' }))} returning document_number, addressees`
    expect(row).toEqual({ document_number: null, addressees: null })
  })

  test(`is none: ${fieldCase('F01.7').input}`, async ({ sql }) => {
    await asStaff(sql)
    await sql`update public.organizations set english_name = '', short_name = ' ' where code = ${CODE.school}`
    const [row] =
      await sql`select english_name, short_name from public.organizations where code = ${CODE.school}`
    expect(row).toEqual({ english_name: null, short_name: null })
  })

  test(`is none: ${fieldCase('F01.4').input}`, async ({ sql }) => {
    await asStaff(sql)
    expect(
      await refusalOf(
        sql,
        () => sql`insert into public.accounts ${sql(account({ subject: 'project', project: '' }))}`,
      ),
    ).toMatchObject({ code: 'account-project' })
    const [row] =
      await sql`insert into public.accounts ${sql(account({ project: '', handle: '', address: '' }))}
      returning project, handle, address`
    expect(row).toEqual({ project: null, handle: null, address: null })
  })

  test('leaves what stands beside it as it was', async ({ sql }) => {
    await asStaff(sql)
    const [before] =
      await sql`select to_jsonb(o) - '{updated_at,short_name}'::text[] as row from public.organizations o where code = ${CODE.school}`
    await sql`update public.organizations set short_name = '' where code = ${CODE.school}`
    const [after] =
      await sql`select to_jsonb(o) - '{updated_at,short_name}'::text[] as row from public.organizations o where code = ${CODE.school}`
    expect(after).toEqual(before)
  })
})

describe('a list of names', () => {
  test(`is taken apart and tidied: ${fieldCase('F01.6').input}`, async ({ sql }) => {
    await asStaff(sql)
    const aliases = async (typed: string) => {
      const [row] = await sql`
        update public.organizations set aliases = ${typed}::text[] where code = ${CODE.school} returning aliases`
      return row?.aliases
    }
    expect(await aliases('{吉大，吉林大學}')).toEqual(['吉大', '吉林大學'])
    expect(await aliases('{"", " ", 一中 , 一中,"Tonglu No. 1, Hangzhou"}')).toEqual([
      '一中',
      'Tonglu No. 1, Hangzhou',
    ])
    expect(await aliases('{}')).toEqual([])
  })
})

describe('what is missing is asked for in Chinese', () => {
  test.for([
    ['public.accounts', account({ subject: null }), '「账号主体」不能空，请填 subject'],
    ['public.announcements', notice({ issued_on: null }), '「成文日期」不能空，请填 issued_on'],
    [
      'public.organizations',
      {
        name: '某校',
        kind: 'school',
        school_type: 'secondary_school',
        level: null,
        division_code: '330122',
        parent_code: CODE.tonglu,
      },
      '「层级」不能空，请填 level',
    ],
    [
      'public.divisions',
      { code: '330199', name: ' ', level: 'county', parent_code: '330100' },
      '「名称」不能空，请填 name',
    ],
    [
      'public.naming_rules',
      { level: 5, pattern: '.', example: '例', sentence: '' },
      '「不符合时的提示」不能空，请填 sentence',
    ],
    [
      'private.closings',
      { organization_code: CODE.school, closes_on: null },
      '「哪一天撤销」不能空，请填 closes_on',
    ],
    [
      'private.reminder_plan',
      { patience_days: null },
      '「最后一次提醒以后再等几天」不能空，请填 patience_days',
    ],
  ] as const)('in %s: %j', async ([table, row, sentence], { sql }) => {
    await asStaff(sql)
    const added = await refusalOf(sql, () => sql`insert into ${sql(table)} ${sql({ ...row })}`)
    expect(added).toMatchObject({ code: 'value-missing', message: sentence })
  })
})

describe('a pattern that does not compile', () => {
  test.for(['(', '[a', 'a{2,1}', '\\'])('%j is refused in words', async (pattern, { sql }) => {
    await asStaff(sql)
    expect(
      await refusalOf(
        sql,
        () => sql`update public.platforms set address_pattern = ${pattern} where id = 'weibo'`,
      ),
    ).toMatchObject({ code: 'platform-pattern', field: 'address_pattern' })
    expect(
      await refusalOf(sql, () => sql`update public.naming_rules set pattern = ${pattern} where level = 5`),
    ).toMatchObject({ code: 'naming-rule-pattern', field: 'pattern' })
  })

  test('is told apart from an example that does not fit, and from none', async ({ sql }) => {
    await asStaff(sql)
    expect(
      await refusalOf(sql, () => sql`update public.naming_rules set example = '?' where level = 5`),
    ).toMatchObject({ code: 'naming-rule-example' })
    await sql`update public.platforms set address_pattern = '' where id = 'weibo'`
    const [row] = await sql`select address_pattern from public.platforms where id = 'weibo'`
    expect(row).toEqual({ address_pattern: null })
  })
})

describe('a constraint of a table that staff type in', () => {
  const named = (sql: Sql) => sql`
    select conname::text as name, conrelid::regclass::text as table from pg_constraint
    where conrelid::regclass::text = any (${TYPED}) and contype in ('c', 'u', 'p', 'f', 'x')
    union
    select c.relname, i.indrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indisunique and i.indrelid::regclass::text = any (${TYPED})`

  test('is named by the sentence that its violation shows', async ({ sql }) => {
    const constraints = await named(sql)
    expect(constraints.length).toBeGreaterThan(130)
    expect(constraints.filter(({ name }) => !/^[一-龥][^，]*(?:，|[一-龥])/.test(name))).toEqual([])
    await asOwner(sql)
    await sql`alter table public.divisions add column rank integer constraint divisions_rank_is_one unique check (rank > 0)`
    const added = (await named(sql)).filter(({ name }) => !/[一-龥]/.test(name))
    expect(added.map(({ name }) => name).sort()).toEqual(['divisions_rank_check', 'divisions_rank_is_one'])
  })

  test.for([
    [`insert into public.platforms (id, name) values ('weibo', '又一个')`, '平台代号已经有了'],
    [
      `insert into public.platforms (id, name, home_url) values ('new', '新平台', 'ftp://x')`,
      '平台网址应以 https:// 开头',
    ],
    [
      `update public.organizations set unit_type = 'nowhere' where code = '${CODE.school}'`,
      '没有单位类型，或还有组织用它',
    ],
    [`delete from public.organizations where code = '${CODE.tonglu}'`, '没有上级组织，或组织还有下级'],
    [`delete from public.divisions where code = '330122'`, '没有所在区划，或区划里还有组织'],
    [`update private.mail_meter set per_second = 0`, '每秒请求数要大于零'],
    [`insert into private.reminder_plan default values`, '提醒计划已经有一行，改那一行'],
    [`update private.reminder_plan set link_days = '{0}'`, '领取提醒最多五次，天数要大于零'],
    [`insert into private.mailbox_checks (title, older_than_days) values ('春季', 0)`, '天数要大于零'],
  ])('says what is wrong in Chinese: %s', async ([statement = '', sentence = ''], { sql }) => {
    await asStaff(sql)
    expect((await refusalOf(sql, () => sql.unsafe(statement)))?.message).toContain(sentence)
  })
})
