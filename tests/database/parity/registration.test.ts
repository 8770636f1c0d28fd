import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { RegistrationInput } from '#contracts/registration/registration.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { existingAccount, submission } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

/** What a registration says after tidying, or the field that was refused first. */
type Verdict = { readonly tidied: unknown } | { readonly refused: string | undefined }

function inForm(typed: object): Verdict {
  const read = RegistrationInput.safeParse(typed)
  if (!read.success) return { refused: read.error.issues[0]?.path.join('.') }
  const { purpose, organization_code, proposal, existing_accounts, wanted_account, note } = read.data
  return {
    tidied: {
      purpose,
      organization_code: organization_code ?? null,
      proposal: proposal ?? null,
      existing_accounts,
      wanted_account: wanted_account ?? null,
      note,
    },
  }
}

async function inDatabase(sql: Sql, typed: object): Promise<Verdict> {
  let tidied: unknown
  const refusal = await refusalOf(sql, async () => {
    const [row] = await sql`
      select r.purpose, r.organization_code, r.existing_accounts, r.note,
        case when r.proposed_name is not null then
          jsonb_build_object('name', r.proposed_name, 'division_code', r.proposed_division_code) end as proposal,
        case when r.wanted_platform is not null then
          jsonb_build_object('platform', r.wanted_platform, 'nickname', r.wanted_nickname) end as wanted_account
      from private.read_submission(${JSON.stringify(typed)}::text::jsonb) as r`
    tidied = row
  })
  return refusal === null ? { tidied } : { refused: refusal.field }
}

const account = (different: object) => ({
  existing_accounts: [{ ...existingAccount, address: null, ...different }],
})
const proposal = (name: string) => ({ organization_code: null, proposal: { name, division_code: '330122' } })

const cases: Record<string, readonly object[]> = {
  purpose: ['register', 'add_account', 'conquer', null, ''].map((purpose) => ({ purpose })),
  'name of a proposal': [
    '桐庐二中',
    '桐二中',
    ' 桐庐县第二中学 ',
    '桐庐县第二中学（分校）',
    '桐庐县第１０１中学',
    '\u202e桐庐县\u00a0第二中学',
    '中'.repeat(60),
    '中'.repeat(61),
    '𠮷'.repeat(60),
    '',
    '\u200b',
    '领奖请点 https://evil.example/x',
    '领奖请点evil.example',
    '领奖请点EVIL．ＣＮ中学',
    '领奖请点evil。com',
    '领奖请点jiang。中国',
    '领奖请写信到a@b',
    '领奖请点192.0.2.1',
    '圣玛利亚St. Mary中学',
    '第1.5中学',
    'A.B.C.双语学校',
    '桐庐县第二中学。',
  ].map(proposal),
  'organization and proposal': [
    { proposal: { name: '桐庐县第二中学', division_code: '330122' } },
    { organization_code: null },
    { organization_code: null, proposal: { name: '桐庐县第二中学', division_code: '33012' } },
  ],
  handle: [
    'tonglu',
    'ｔｏｎｇｌｕ',
    ' tong\u200blu ',
    'a',
    'ab',
    'a b',
    'a/b',
    'a?b',
    'a#b',
    '团委',
    'x'.repeat(120),
    'x'.repeat(121),
    '@Tsinghua',
    '＠@ tonglu',
    '@',
    'a@b',
    '',
  ].map((handle) => account({ handle })),
  nickname: ['一', '一二', ' 一 二 ', '𠮷', '𠮷𠮷', '中'.repeat(30), '中'.repeat(31), '', '\u200b'].map(
    (nickname) => account({ nickname }),
  ),
  platform: ['weibo', 'wechat', 'k618', 'mobile', 'myspace', null, ''].map((platform) =>
    account({ platform }),
  ),
  address: [
    null,
    '',
    ' ',
    'https://weibo.com/tonglu1zhong',
    ' https://weibo.com/tonglu1zhong\u200b',
    'ｈｔｔｐｓ：／／weibo.com/tonglu1zhong',
    'https://zhihu.com/people/tonglu',
    'https://example.org/',
    'javascript:alert(1)',
    `https://weibo.com/${'x'.repeat(600)}`,
  ].map((address) => account({ address })),
  'address on a platform without addresses': [
    null,
    'https://mp.weixin.qq.com/s/abc',
    'https://weibo.com/tonglu',
  ].map((address) => account({ platform: 'wechat', address })),
  'number of accounts': [
    { existing_accounts: [] },
    { existing_accounts: [], wanted_account: null },
    { existing_accounts: Array(11).fill({ ...existingAccount, address: null }) },
    { existing_accounts: {} },
    { existing_accounts: null },
  ],
  'account that is wanted': [
    { wanted_account: null },
    { wanted_account: {} },
    { wanted_account: { platform: 'bilibili' } },
    { wanted_account: { nickname: '桐庐县第一中学团委' } },
    { wanted_account: { platform: 'myspace', nickname: '桐庐县第一中学团委' } },
    { wanted_account: { platform: 'bilibili', nickname: ' 桐庐县第１中学\u200b团委 ' } },
  ],
  note: [null, '', '\u200b', ' 请\t尽快 ', 'ｘ', '长'.repeat(500), '长'.repeat(501), '𠮷'.repeat(500)].map(
    (note) => ({ note }),
  ),
  'note of a change': [null, '', '改名'].map((note) => ({
    purpose: 'change',
    note,
    existing_accounts: [],
    wanted_account: null,
  })),
  declarations: [
    { declared: false },
    { declared: 'true' },
    { declared: 1 },
    { consented_register: null },
    { consented_mail: false },
  ],
}

describe.for(Object.entries(cases))(
  '%s: one verdict and one tidied value from the form and from the database',
  ([, list]) => {
    test.for(list)('%j', async (different, { sql }) => {
      const typed = submission(different)
      const [form, database] = [inForm(typed), await inDatabase(sql, typed)]
      expect(database).toEqual(form)
    })
  },
)
