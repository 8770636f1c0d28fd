import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Checkbox } from '../../../src/components/form/Checkbox.tsx'
import { ErrorSummary } from '../../../src/components/form/ErrorSummary.tsx'
import { TextField } from '../../../src/components/form/TextField.tsx'
import { ProgressSteps } from '../../../src/components/my/ProgressSteps.tsx'
import { AccountsStep } from '../../../src/components/registration/AccountsStep.tsx'
import { ContactStep } from '../../../src/components/registration/ContactStep.tsx'
import { OrganizationStep } from '../../../src/components/registration/OrganizationStep.tsx'
import { ReviewStep } from '../../../src/components/registration/ReviewStep.tsx'
import type { RegistrationServices } from '../../../src/components/registration/registration-services.ts'
import { StepHeading } from '../../../src/components/registration/StepHeading.tsx'
import { MailboxProof } from '../../../src/components/session/MailboxProof.tsx'
import { fieldId } from '../../../src/lib/form/field-error.ts'
import { EMPTY_FORM, emptyRow, type FormValues } from '../../../src/lib/registration/form-values.ts'
import { validateStep } from '../../../src/lib/registration/step-validation.ts'
import type { Step } from '../../../src/lib/registration/steps.ts'
import { memoryStorage } from '../../../src/lib/session/tab-storage.ts'

const unexpected = () => Promise.reject(new Error('not expected while rendering'))
const mailbox = { current: unexpected, requestCode: unexpected, checkCode: unexpected, signOut: unexpected }
const services: RegistrationServices = {
  mailbox,
  register: {
    submit: unexpected,
    saveDraft: unexpected,
    discardDraft: unexpected,
    mine: unexpected,
    withdraw: unexpected,
    requestLink: unexpected,
  },
  ownMailbox: {
    askChange: unexpected,
    withdrawChange: unexpected,
    answer: unexpected,
    look: unexpected,
    prove: unexpected,
  },
  recovery: { mine: unexpected, ask: unexpected, withdraw: unexpected },
  erasure: { erase: unexpected },
  findOrganization: unexpected,
  findOrganizations: () => undefined,
  divisions: unexpected,
  storage: memoryStorage(),
  now: () => new Date('2026-11-23T03:00:00Z'),
  leave: unexpected,
}
const nothing = () => undefined
const markup = (element: ReactElement) => renderToStaticMarkup(element)

/** Every id that a label, a description or a link of the summary names. */
function namedIds(html: string): string[] {
  const lists = [...html.matchAll(/(?:for|aria-describedby|aria-labelledby|href)="#?([^"]+)"/g)]
  return lists.flatMap((match) => (match[1] ?? '').split(' ')).filter((id) => !id.startsWith('/'))
}
const hasId = (html: string, id: string) => html.includes(` id="${id}"`)

describe('a field', () => {
  const field = (errors: { path: string; message: string }[]) =>
    markup(
      <TextField
        path="contact.mobile"
        label="手机"
        help="11 位数字"
        value="138"
        errors={errors}
        onChange={nothing}
      />,
    )

  it('has its help read with it', () => {
    const html = field([])
    expect(html).toContain('aria-describedby="field-contact-mobile-help"')
    expect(html).not.toContain('aria-invalid')
  })

  it('has label, help, error, input in this order, and the error read with it', () => {
    const html = field([{ path: 'contact.mobile', message: '手机号应为 11 位数字，现在是 3 位' }])
    expect(html).toMatch(/<label.*field-help.*field-error.*<input/)
    expect(html).toContain('aria-describedby="field-contact-mobile-help field-contact-mobile-error"')
    expect(html).toContain('aria-invalid="true"')
    expect(html).toContain('现在是 3 位')
  })

  it('takes no error of another field', () => {
    expect(field([{ path: 'contact.name', message: '请填写' }])).not.toContain('field-error')
  })

  it('that is a box to tick has the error read with it', () => {
    const errors = [{ path: 'declared', message: '请确认填报内容真实' }]
    const html = markup(
      <Checkbox path="declared" label="确认" checked={false} errors={errors} onChange={nothing} />,
    )
    expect(html).toContain('aria-describedby="field-declared-error"')
    expect(html).toContain('aria-invalid="true"')
  })

  it('escapes what was typed', () => {
    const html = markup(
      <TextField
        path="note"
        label="说明"
        value={'"><script>alert(1)</script>'}
        errors={[]}
        onChange={nothing}
      />,
    )
    expect(html).not.toContain('<script>')
  })
})

describe('the summary of errors', () => {
  it('is not there without errors', () => {
    expect(markup(<ErrorSummary errors={[]} />)).toBe('')
  })

  it('can take the focus, repeats the words, and links to the fields', () => {
    const html = markup(
      <ErrorSummary
        errors={[
          { path: 'contact.name', message: '请填写联系人姓名' },
          { path: '', message: '登录已过期' },
        ]}
      />,
    )
    expect(html).toContain('role="alert"')
    expect(html).toContain('tabindex="-1"')
    expect(html).toContain('<a href="#field-contact-name">请填写联系人姓名</a>')
    expect(html).toContain('<li>登录已过期</li>')
  })
})

describe('the steps', () => {
  const STEPS = { organization: OrganizationStep, contact: ContactStep, accounts: AccountsStep } as const
  const rows = { has_accounts: true, existing_accounts: [emptyRow('address'), { ...emptyRow('name') }] }
  const school = {
    code: '100123',
    name: '海淀区第一中学',
    place: '北京市 海淀区',
    level: 5,
    kind: 'school',
    status: 'expected',
  } as const

  function step(name: Step, change: Partial<FormValues> = {}) {
    const values = { ...EMPTY_FORM, ...change }
    const errors = validateStep(name, values)
    const props = { values, errors, services, onChange: nothing }
    const Shown = STEPS[name as keyof typeof STEPS]
    const shown =
      name === 'review' ? <ReviewStep {...props} mailbox="a@qq.com" onStep={nothing} /> : <Shown {...props} />
    const html = markup(
      <>
        <StepHeading step={name} hasErrors={errors.length > 0} takesFocus={false} />
        <ErrorSummary errors={errors} />
        {shown}
      </>,
    )
    return { html, errors }
  }

  it.each<[string, Step, Partial<FormValues>, number]>([
    ['organization, nothing picked', 'organization', {}, 1],
    ['contact, empty', 'contact', {}, 3],
    ['accounts, neither', 'accounts', {}, 1],
    ['accounts, empty rows', 'accounts', rows, 3],
    ['accounts, an empty wish', 'accounts', { wants_account: true }, 1],
    [
      'accounts, one platform twice',
      'accounts',
      { ...rows, wants_account: true, wanted_account: { platform: 'wechat', nickname: '' } },
      4,
    ],
    ['accounts, a change without words', 'accounts', { purpose: 'change', ...rows }, 4],
  ])('%s: every error has its field, every name its element, one h1', (_, name, change, count) => {
    const { html, errors } = step(name, change)
    expect(errors).toHaveLength(count)
    for (const { path } of errors) expect(hasId(html, fieldId(path)), path).toBe(true)
    for (const id of namedIds(html)) expect(hasId(html, id), id).toBe(true)
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).toMatch(/<h1 tabindex="-1">/)
  })

  it('the organization is a combobox with its list', () => {
    const { html } = step('organization')
    expect(html).toMatch(/role="combobox"[^>]*aria-autocomplete="list"[^>]*aria-expanded="false"/)
    const list = /aria-controls="([^"]+)"/.exec(html)?.[1] ?? ''
    expect(hasId(html, list)).toBe(true)
    expect(html).toContain('role="listbox"')
    expect(html).toContain('role="status"')
  })

  it('a registered organization is led to a second account or a change', () => {
    const { html } = step('organization', { organization: { ...school, status: 'registered' } })
    expect(html).toContain('/register?purpose=add_account&amp;organization=100123')
    expect(html).toContain('/register?purpose=change&amp;organization=100123')
  })

  it('a corrected registration keeps its organization', () => {
    const correcting = '5f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11'
    expect(step('organization', { organization: school }).html).toContain('换一个单位')
    expect(step('organization', { organization: school, correcting }).html).not.toContain('换一个单位')
  })

  it('the wish shows the rule of its level and a nickname that fits', () => {
    const { html } = step('accounts', { organization: school, wants_account: true })
    expect(html).toContain('学校账号昵称应为学校名称加「团委」')
    expect(html).toContain('用「海淀区第一中学团委」')
  })

  it('a recognised address is said aloud', () => {
    const recognised = { ...emptyRow('address'), pasted: 'weibo.com/tsinghua' }
    const { html } = step('accounts', { has_accounts: true, existing_accounts: [recognised] })
    expect(html).toContain('role="status">已识别：新浪微博，账号名 tsinghua<')
  })

  it('the review shows everything, with two consents apart', () => {
    const { html } = step('review', {
      organization: school,
      contact: { name: '王小明', post: '团委书记', phone: '', mobile: '13800138000' },
      wants_account: true,
      wanted_account: { platform: 'weibo', nickname: '海淀区第一中学团委' },
    })
    for (const words of [
      '海淀区第一中学（北京市 海淀区）',
      'a@qq.com',
      '王小明',
      '13800138000',
      '申请开通：新浪微博',
    ])
      expect(html).toContain(words)
    expect(html.match(/type="checkbox"/g)).toHaveLength(3)
    expect(html).toContain('href="/privacy"')
  })
})

describe('the mailbox', () => {
  const proof = (known: string | null) =>
    markup(
      <MailboxProof
        mailbox={mailbox}
        known={known}
        typed=""
        onTyped={nothing}
        onProven={nothing}
        why={<p>为什么</p>}
      />,
    )

  it('is asked for with the keyboard and memory of a mailbox', () => {
    expect(proof(null)).toMatch(/type="email"[^>]*inputMode="email"[^>]*autoComplete="email"/i)
  })

  it('that is known is kept or changed', () => {
    const html = proof('a@qq.com')
    expect(html).toContain('用这个邮箱继续')
    expect(html).toContain('换一个邮箱')
  })
})

describe('the steps of a registration', () => {
  it('say their state in words, not by shape alone', () => {
    const html = markup(
      <ProgressSteps
        steps={[
          { name: '已提交', state: 'done', when: '2026年11月20日' },
          { name: '审核', state: 'current', when: null },
          { name: '已启用', state: 'ahead', when: null },
        ]}
      />,
    )
    expect(html).toContain('2026年11月20日')
    expect(html).toMatch(/aria-current="step".*审核.*等待中/)
    expect(html).toContain('未到')
  })
})
