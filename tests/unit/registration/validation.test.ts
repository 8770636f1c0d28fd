import { describe, expect, it } from 'vitest'
import {
  type AccountFormRow,
  EMPTY_FORM,
  type FormValues,
} from '../../../src/lib/registration/form-values.ts'
import { readSubmission, validateStep } from '../../../src/lib/registration/step-validation.ts'
import { tidiedValues } from '../../../src/lib/registration/tidied-values.ts'

const school: FormValues['organization'] = {
  code: '100123',
  name: '海淀区第一中学',
  place: '北京市 海淀区',
  level: 5,
  kind: 'school',
  status: 'expected',
}
const contact = { name: '王小明', post: '团委书记', phone: '', mobile: '13800138000' }
const row = (change: Partial<AccountFormRow> = {}): AccountFormRow => ({
  key: 'a',
  by: 'address',
  pasted: 'https://weibo.com/u/5396134858',
  platform: 'weibo',
  handle: '',
  nickname: '海淀一中团委',
  ...change,
})
const complete: FormValues = {
  ...EMPTY_FORM,
  organization: school,
  contact,
  has_accounts: true,
  existing_accounts: [row()],
  declared: true,
  consented_register: true,
  consented_mail: true,
}
const wechat = (change: Partial<AccountFormRow> = {}) =>
  row({ key: 'b', by: 'name', platform: 'wechat', pasted: '', nickname: '海淀一中青年', ...change })

const errorsOf = (step: Parameters<typeof validateStep>[0], change: Partial<FormValues>) =>
  Object.fromEntries(
    validateStep(step, { ...complete, ...change }).map(({ path, message }) => [path, message]),
  )

describe('the step of the organization', () => {
  it.each<[string, Partial<FormValues>, Record<string, string>]>([
    ['one was picked', {}, {}],
    [
      'none was picked',
      { organization: null },
      { organization_code: '请输入单位名称，并从列表里选择您的单位' },
    ],
    [
      'a closed one',
      { organization: { ...school, status: 'closed' } },
      { organization_code: '这个单位已撤销，不能再登记，请选择继续它工作的单位' },
    ],
    [
      'a registered one',
      { organization: { ...school, status: 'registered' } },
      { organization_code: '这个单位已经登记，请改为「增加账号」或「提出变更」' },
    ],
    [
      'a registered one that wants a second account',
      { organization: { ...school, status: 'registered' }, purpose: 'add_account' },
      {},
    ],
    [
      'an empty proposal',
      { proposing: true },
      { 'proposal.name': '请填写单位全称', 'proposal.division_code': '请选择单位所在地区' },
    ],
    [
      'a proposal whose county is still to be chosen',
      { proposing: true, proposal: { name: '某中学', province: '330000', prefecture: '330100', county: '' } },
      { 'proposal.name': '单位全称至少 4 个字', 'proposal.division_code': '请选择单位所在地区' },
    ],
    [
      'a whole proposal',
      {
        proposing: true,
        proposal: { name: '杭州市某某中学', province: '330000', prefecture: '330100', county: '330106' },
      },
      {},
    ],
  ])('%s', (_, change, errors) => {
    expect(errorsOf('organization', change)).toEqual(errors)
  })
})

describe('the step of the contact person', () => {
  it.each<[string, Partial<typeof contact>, Record<string, string>]>([
    ['complete without telephone', {}, {}],
    ['pasted with tabs, prefix and full-width digits', { mobile: '\t+86 １３８-0013-8000 ' }, {}],
    ['0086 in front', { mobile: '008613800138000' }, {}],
    ['telephone in brackets', { phone: '(010)62511234' }, {}],
    ['telephone with extension', { phone: '０１０－６２５１１２３４－８０１' }, {}],
    ['nothing in the name', { name: ' \t ' }, { 'contact.name': '请填写联系人姓名' }],
    ['one character of a name', { name: '王' }, { 'contact.name': '姓名至少 2 个字' }],
    ['a name of 31 characters', { name: '王'.repeat(31) }, { 'contact.name': '姓名最多 30 个字' }],
    ['nothing in the post', { post: '' }, { 'contact.post': '请填写职务' }],
    ['no mobile', { mobile: '' }, { 'contact.mobile': '请填写手机号' }],
    ['ten digits', { mobile: '1380013800' }, { 'contact.mobile': '手机号应为 11 位数字，现在是 10 位' }],
    ['letters', { mobile: '1380013800a' }, { 'contact.mobile': '手机号只能是数字' }],
    ['a service number', { mobile: '12345678901' }, { 'contact.mobile': '手机号应以 13 至 19 开头，请核对' }],
    [
      'telephone that is none',
      { phone: '请打手机' },
      { 'contact.phone': '办公电话请写成「区号-号码」，例如 010-62511234' },
    ],
  ])('%s', (_, change, errors) => {
    expect(errorsOf('contact', { contact: { ...contact, ...change } })).toEqual(errors)
  })

  it('shows what it tidied', () => {
    const typed = {
      name: ' 王　小明\t',
      post: '团委书记\u200b',
      phone: '(010)62511234',
      mobile: '+86 １３８ 0013 8000',
    }
    expect(tidiedValues({ ...complete, contact: typed }).contact).toEqual({
      name: '王 小明',
      post: '团委书记',
      phone: '010-62511234',
      mobile: '13800138000',
    })
  })

  it('leaves alone what it cannot tidy', () => {
    const typed = { ...contact, mobile: '138' }
    expect(tidiedValues({ ...complete, contact: typed }).contact).toBe(typed)
  })
})

describe('the step of the accounts', () => {
  const unrecognised = expect.stringContaining('认不出这个网址')
  it.each<[string, Partial<FormValues>, Record<string, unknown>]>([
    ['an account that exists', {}, {}],
    ['a WeChat account by name', { existing_accounts: [wechat()] }, {}],
    [
      'neither an account nor a wish',
      { has_accounts: false },
      { wanted_account: expect.stringContaining('请填写已有账号') },
    ],
    [
      'the box ticked, but no row left',
      { existing_accounts: [] },
      { wanted_account: expect.stringContaining('请填写已有账号') },
    ],
    [
      'an empty row',
      { existing_accounts: [row({ pasted: '', nickname: '' })] },
      {
        'existing_accounts.0.address': '请粘贴账号主页的网址，或者移除这一行',
        'existing_accounts.0.nickname': '请填写账号昵称',
      },
    ],
    [
      'an address of nowhere',
      { existing_accounts: [row({ pasted: 'https://example.com/u/1' })] },
      { 'existing_accounts.0.address': 'example.com 不是名录收录账号的平台。请核对网址' },
    ],
    [
      'a short link',
      { existing_accounts: [row({ pasted: '8- 复制打开抖音 https://v.douyin.com/iABCdefg/ 1@1.com :1pm' })] },
      { 'existing_accounts.0.address': expect.stringContaining('这是抖音的短链接') },
    ],
    [
      'an article of WeChat',
      { existing_accounts: [row({ pasted: 'https://mp.weixin.qq.com/s/abcdef' })] },
      { 'existing_accounts.0.address': expect.stringContaining('请改用「没有主页网址」') },
    ],
    [
      'a script as address',
      { existing_accounts: [row({ pasted: 'javascript:alert(1)' })] },
      { 'existing_accounts.0.address': unrecognised },
    ],
    [
      'the second row of one platform',
      { existing_accounts: [row(), row({ key: 'c', pasted: 'weibo.com/another' })] },
      { 'existing_accounts.1.address': '新浪微博的账号填了两次（第 1 个也是），每个平台只登记一个' },
    ],
    [
      'a WeChat account without a name',
      { existing_accounts: [row(), wechat({ nickname: ' ' })] },
      { 'existing_accounts.1.nickname': '请填写账号昵称' },
    ],
    [
      'a WeChat number with a slash',
      { existing_accounts: [wechat({ handle: 'a/b' })] },
      { 'existing_accounts.0.handle': '账号名不能有空格和斜线' },
    ],
    [
      'rows that stay while the box is not ticked',
      {
        has_accounts: false,
        existing_accounts: [row({ pasted: '' })],
        wants_account: true,
        wanted_account: { platform: 'weibo', nickname: '海淀区第一中学团委' },
      },
      {},
    ],
    [
      'a wish without a nickname',
      { wants_account: true, wanted_account: { platform: 'bilibili', nickname: '' } },
      { 'wanted_account.nickname': '请填写账号昵称' },
    ],
    [
      'a nickname against the rule of its level',
      { wants_account: true, wanted_account: { platform: 'bilibili', nickname: '海淀一中' } },
      { 'wanted_account.nickname': expect.stringContaining('学校账号昵称应为学校名称加「团委」') },
    ],
    [
      'a wish on a platform where there is an account',
      { wants_account: true, wanted_account: { platform: 'weibo', nickname: '海淀区第一中学团委' } },
      { 'wanted_account.platform': '新浪微博已有账号，每个平台只登记一个，请换一个平台' },
    ],
    [
      'a wish on the platform that an address nobody recognises only seems to be of',
      {
        existing_accounts: [row({ pasted: 'example.invalid' })],
        wants_account: true,
        wanted_account: { platform: 'weibo', nickname: '海淀区第一中学团委' },
      },
      { 'existing_accounts.0.address': unrecognised },
    ],
    ['a change without words', { purpose: 'change', has_accounts: false }, { note: '请写明要变更什么' }],
    ['a change in words alone', { purpose: 'change', has_accounts: false, note: '换了负责人' }, {}],
    ['a note of 501 characters', { note: '字'.repeat(501) }, { note: '说明最多 500 个字' }],
  ])('%s', (_, change, errors) => {
    expect(errorsOf('accounts', change)).toEqual(errors)
  })

  it('holds the nickname to the level of the organization', () => {
    const wish = {
      wants_account: true,
      wanted_account: { platform: 'bilibili', nickname: '共青团浙江省委' },
    } as const
    const province = { ...school, name: '共青团浙江省委员会', level: 2, kind: 'committee' } as const
    expect(errorsOf('accounts', { ...wish, organization: province })).toEqual({})
    expect(errorsOf('accounts', wish)).toHaveProperty(['wanted_account.nickname'])
  })
})

describe('the review', () => {
  it('asks for the declaration and for both consents', () => {
    const change = { declared: false, consented_register: false, consented_mail: false }
    expect(Object.keys(errorsOf('review', change))).toEqual([
      'declared',
      'consented_register',
      'consented_mail',
    ])
  })

  it('sends what the contract takes, tidied', () => {
    const values = {
      ...complete,
      contact: { ...contact, mobile: '+86 138 0013 8000' },
      existing_accounts: [row({ pasted: '看看 m.weibo.cn/u/5396134858?from=1 吧' }), wechat()],
      wants_account: true,
      wanted_account: { platform: 'bilibili' as const, nickname: ' 海淀区第一中学团委 ' },
    }
    const { submission, errors } = readSubmission(values, null)
    expect(errors).toBeNull()
    expect(submission).toEqual({
      id: null,
      key: null,
      purpose: 'register',
      organization_code: '100123',
      proposal: null,
      contact: { name: '王小明', post: '团委书记', phone: null, mobile: '13800138000' },
      existing_accounts: [
        {
          platform: 'weibo',
          handle: '5396134858',
          nickname: '海淀一中团委',
          address: 'https://weibo.com/u/5396134858',
        },
        { platform: 'wechat', handle: '海淀一中青年', nickname: '海淀一中青年', address: null },
      ],
      wanted_account: { platform: 'bilibili', nickname: '海淀区第一中学团委' },
      note: null,
      declared: true,
      consented_register: true,
      consented_mail: true,
    })
  })

  it('sends a proposal in place of an organization', () => {
    const proposal = { name: '杭州市某某中学', province: '330000', prefecture: '330100', county: '330106' }
    const { submission } = readSubmission({ ...complete, proposing: true, proposal }, null)
    expect(submission).toMatchObject({
      organization_code: null,
      proposal: { name: '杭州市某某中学', division_code: '330106' },
    })
  })
})
