import { describe, expect, test } from 'vitest'
import { organizationAddress } from '../../../src/lib/site/addresses.ts'
import { mailboxSubject } from '../../../supabase/functions/_shared/contracts/contact/mailbox.ts'
import { bundleSubject } from '../../../supabase/functions/_shared/contracts/credential/bundle.ts'
import { createLinkSigner } from '../../../supabase/functions/_shared/links/link.ts'
import type { MailKind } from '../../../supabase/functions/_shared/mail/queued-mail.ts'
import { createRenderMail } from '../../../supabase/functions/_shared/mail/render.ts'

const secret = 'a secret of more than thirty-two characters'
const links = createLinkSigner(secret)
const siteUrl = 'https://minglu.example.org'
const from = '名录 <notice@example.org>'
const render = createRenderMail({ siteUrl, from, links })

const credential = '3f0c2a1e-9d5b-4c7a-8e21-0b6f4d2a9c11'
const about = { organization_name: '海淀区第一中学', organization_code: '100345', contact_name: '王小明' }
const mine = `${siteUrl}/my`
const token = await links.mint(credential, 2)
const proof = '8b1d6f6e-1111-4000-8000-000000000002'
const code = await links.code(proof, 2)
const mailboxToken = await links.mint(mailboxSubject(proof), 2)
const bundleToken = await links.mint(bundleSubject(proof), 2)
const masked = { old_mailbox: 'c***@school.example.org', new_mailbox: 't***@example.org' }

/** One mail of each kind, what its subject says, where its button leads, and a fact that it must tell. */
const letters: Record<MailKind, { payload: object; topic: string; address: string; tells: string }> = {
  registration_received: {
    payload: { ...about, answer_due_on: '2026-12-01' },
    topic: '登记已收到',
    address: mine,
    tells: '2026年12月1日',
  },
  registration_returned: {
    payload: { ...about, reason: '请写全称。\n昵称缺少「团委」。' },
    topic: '登记需要修改',
    address: mine,
    tells: '昵称缺少「团委」。',
  },
  registration_approved: {
    payload: { ...about, reason: '请尽快认证。' },
    topic: '登记已通过',
    address: mine,
    tells: '请尽快认证。',
  },
  registration_rejected: {
    payload: { ...about, reason: '该校已有登记。' },
    topic: '登记未通过',
    address: mine,
    tells: '该校已有登记。',
  },
  registration_withdrawn: { payload: about, topic: '登记已撤回', address: mine, tells: '已经撤回' },
  credential_link: {
    payload: { ...about, platform_name: '新浪微博', link_expires_at: '2026-11-25T16:30:05.123456+00:00' },
    topic: '请领取账号凭据',
    address: `${siteUrl}/credential#${credential}.2.${token}`,
    tells: '2026年11月26日 00:30（北京时间）',
  },
  credential_reminder: {
    payload: { ...about, platform_name: '新浪微博', link_expires_at: '2026-11-25T16:30:05.123456+00:00' },
    topic: '账号凭据还没有领取',
    address: `${siteUrl}/credential#${credential}.2.${token}`,
    tells: '以前的链接已经失效',
  },
  activation_reminder: {
    payload: { ...about, platform_name: '新浪微博' },
    topic: '请确认账号已启用',
    address: `${siteUrl}/credential#${credential}.2.${token}`,
    tells: '我已启用',
  },
  mailbox_check: {
    payload: about,
    topic: '请确认邮箱还在使用',
    address: `${siteUrl}/my#mailbox=${proof}.2.${mailboxToken}`,
    tells: '很久没有确认过',
  },
  desk_digest: {
    payload: {
      ...about,
      undeliverable: 3,
      no_response: 0,
      not_activated: 0,
      mailbox: 12,
      recovery: 0,
      no_contact: 0,
    },
    topic: '有单位需要您联系',
    address: `${siteUrl}/desk`,
    tells: '12 件',
  },
  mailbox_link: {
    payload: { ...about, asked_by: 'supervisor' },
    topic: '请确认邮箱',
    address: `${siteUrl}/my#mailbox=${proof}.2.${mailboxToken}`,
    tells: '在那之前什么也不会换',
  },
  mailbox_proof: {
    payload: { ...about, asked_by: 'school' },
    topic: '请确认邮箱',
    address: `${siteUrl}/my#mailbox=${proof}.2.${code}`,
    tells: code,
  },
  mailbox_question: {
    payload: { ...about, asked_by: 'supervisor', new_mailbox: masked.new_mailbox },
    topic: '请答复：是否更换联系邮箱',
    address: mine,
    tells: '您同意了才换',
  },
  foreign_request: {
    payload: { ...about, purpose: 'change' },
    topic: '有别的邮箱提出了登记，请答复',
    address: mine,
    tells: '联系邮箱也不换',
  },
  mailbox_changed: {
    payload: { ...about, ...masked, asked_by: 'school', reader: 'new' },
    topic: '联系邮箱已更换',
    address: mine,
    tells: masked.new_mailbox,
  },
  recovery_asked: {
    payload: { ...about, why: 'person_left', reader: 'asker' },
    topic: '找回账号的申请已收到',
    address: mine,
    tells: '原联系人离任',
  },
  recovery_decided: {
    payload: { ...about, is_approved: false, reason: '电话里学校说没有申请' },
    topic: '没有同意找回账号',
    address: mine,
    tells: '电话里学校说没有申请',
  },
  bundle_link: {
    payload: {
      ...about,
      title: '第一批县级账号',
      accounts: 12,
      link_expires_at: '2026-11-25T16:30:05.123456+00:00',
    },
    topic: '有账号凭据请您转交',
    address: `${siteUrl}/credential#bundle=${proof}.2.${bundleToken}`,
    tells: '12 个',
  },
  activation_confirmed: {
    payload: { ...about, platform_name: '新浪微博' },
    topic: '账号已启用',
    address: `${siteUrl}${organizationAddress('100345')}`,
    tells: '新浪微博',
  },
}

const kinds = Object.entries(letters).map(([kind, letter]) => ({ kind, ...letter }))

/** Kinds that carry a credential's link, a mailbox's code, a mailbox's link, a bundle's. */
const LINKED = ['credential_link', 'credential_reminder', 'activation_reminder']
const CODED = ['mailbox_proof']
const PROVING = ['mailbox_link', 'mailbox_check']
const BUNDLED = ['bundle_link']

/** As `claim_mail` hands a row over. */
const claimed = (kind: string, payload: object) => ({
  id: '5d1c6f6e-0000-4000-8000-000000000001',
  kind,
  to: 'contact@school.example.cn',
  payload,
  subject_id: LINKED.includes(kind)
    ? credential
    : [...CODED, ...PROVING, ...BUNDLED].includes(kind)
      ? proof
      : null,
  generation: [...LINKED, ...CODED, ...PROVING, ...BUNDLED].includes(kind) ? 2 : null,
})

/** What a person sees of the HTML. */
const visible = (html: string) => html.replace(/<head>[\s\S]*<\/head>/, '').replace(/<[^>]+>/g, '')

describe.each(kinds)('the mail $kind', ({ kind, payload, topic, address, tells }) => {
  test('has a subject with the organization’s name and goes to the contact', async () => {
    const message = await render(claimed(kind, payload))
    expect(message).toMatchObject({
      from,
      to: 'contact@school.example.cn',
      subject: `海淀区第一中学：${topic}`,
    })
  })

  test('gives the same facts and the plain address in both parts', async () => {
    const { text, html } = await render(claimed(kind, payload))
    for (const said of ['王小明，您好：', '海淀区第一中学', tells, address]) {
      expect(text).toContain(said)
      expect(visible(html)).toContain(said)
    }
    expect(text.split('\n')).toContain(address)
  })

  test('says where a link of one reading can be pasted, and of no other', async () => {
    const { text, html } = await render(claimed(kind, payload))
    const isPasted = [...LINKED, ...BUNDLED].includes(kind)
    for (const part of [text, visible(html)])
      expect(part.includes(`请打开 ${siteUrl}/credential ，把这个地址从头到尾贴进去`)).toBe(isPasted)
  })

  test('has one button, fetches nothing, and says who sent it, why, and what is never asked for', async () => {
    const { text, html } = await render(claimed(kind, payload))
    expect(html.match(/class="button"/g)).toHaveLength(1)
    expect(html).toContain(`class="button" href="${address}"`)
    expect(html).not.toMatch(/<img|<script|<link|src=|url\(/)
    for (const part of [text, visible(html)]) {
      expect(part).toContain('自动发出')
      expect(part).toContain('您收到它，是因为')
      expect(part).toContain('不会在邮件、电话或聊天里向您要密码或验证码')
    }
  })

  test('is the same byte for byte when it is rendered again elsewhere', async () => {
    const elsewhere = createRenderMail({ siteUrl, from, links: createLinkSigner(secret) })
    expect(await elsewhere(claimed(kind, payload))).toEqual(await render(claimed(kind, payload)))
  })

  test('shows a hostile name as the text it is', async () => {
    const name = '<script>alert(1)</script>"\'&\r\nBcc: x@evil.example\u202e'
    const hostile = { ...payload, organization_name: name, contact_name: '<b>王</b>' }
    const message = await render(claimed(kind, hostile))
    expect(message.html).not.toMatch(/<script|<b>/)
    expect(message.html).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp; Bcc: x@evil.example',
    )
    expect(message.subject).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(message.text).not.toMatch(/^Bcc:|\u202e/m)
  })

  test('greets nobody by what is no name', async () => {
    for (const contact_name of [
      '点 http://evil.example 领奖',
      'evil.example',
      '加微信 138 0000 0000',
      '长'.repeat(21),
    ]) {
      const { text, html } = await render(claimed(kind, { ...payload, contact_name }))
      expect(text).toMatch(/^您好：\n/)
      expect(text + html).not.toContain(contact_name.slice(0, 12))
    }
  })

  test('is whole without a name that the register has', async () => {
    const { subject, text, html } = await render(claimed(kind, { ...payload, organization_name: null }))
    expect(subject).toBe(topic)
    expect(text + html).not.toMatch(/undefined|null|「」/)
  })

  test('keeps its subject short for the longest name', async () => {
    const { subject } = await render(claimed(kind, { ...payload, organization_name: '长'.repeat(60) }))
    expect(subject).toBe(`${'长'.repeat(23)}…：${topic}`)
  })
})

test('only the mail of a credential, a bundle or a mailbox’s link carries its token, and none a password', async () => {
  for (const { kind, payload } of kinds) {
    const secretive = { ...payload, initial_password: 'canary-password', login_name: 'canary-login' }
    const message = JSON.stringify(await render(claimed(kind, secretive)))
    expect(message.includes(token)).toBe(LINKED.includes(kind))
    expect(message.includes(code)).toBe(CODED.includes(kind))
    expect(message.includes(mailboxToken)).toBe(PROVING.includes(kind))
    expect(message.includes(bundleToken)).toBe(BUNDLED.includes(kind))
    expect(message).not.toContain('canary')
  }
})

test.each([
  ['old', '不再收到', `${siteUrl}${organizationAddress('100345')}`],
  ['supervisor', '您负责督导', `${siteUrl}/desk`],
])('of a changed mailbox the %s reader is told what concerns them', async (reader, said, address) => {
  const { text } = await render(
    claimed('mailbox_changed', { ...about, ...masked, asked_by: 'staff', reader }),
  )
  expect(text).toContain(said)
  expect(text.split('\n')).toContain(address)
  expect(text).not.toContain('办理登记，并填对了')
})

test('of a wish for recovery the old mailbox is told whom to call, and nothing of the new person', async () => {
  const { text } = await render(
    claimed('recovery_asked', {
      ...about,
      contact_name: null,
      why: 'password_lost',
      reader: 'old',
      new_mailbox: masked.new_mailbox,
    }),
  )
  expect(text).not.toContain(masked.new_mailbox)
  expect(text).toContain('打电话告诉上级团组织')
})

test('a reason keeps its lines and cannot write markup', async () => {
  const reason = '第一行\r\n\r\n\r\n\r\n第二行 <i>x</i>'
  const { html, text } = await render(claimed('registration_returned', { ...about, reason }))
  expect(text).toContain('    第一行\n')
  expect(text).toContain('    第二行 <i>x</i>')
  expect(html).toContain('第一行<br><br>第二行 &lt;i&gt;x&lt;/i&gt;')
})

test('a letter about an organization without code, to somebody without name, is still whole', async () => {
  const { text } = await render(claimed('activation_confirmed', { organization_name: '新建中学' }))
  expect(text).toMatch(/^您好：\n/)
  expect(text.split('\n')).toContain(mine)
  expect(text).not.toMatch(/undefined|null/)
})

test.each([
  ['an unknown kind', claimed('lottery', about)],
  ['a return without its reason', claimed('registration_returned', about)],
  [
    'a link without its generation',
    { ...claimed('credential_link', letters.credential_link.payload), generation: null },
  ],
  ['nothing', null],
])('%s is refused', async (_, mail) => {
  await expect(render(mail)).rejects.toThrow()
})
