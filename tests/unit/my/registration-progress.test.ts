import { describe, expect, it } from 'vitest'
import type { CredentialProgress } from '#contracts/credential/credential.ts'
import type { MyRegistration } from '#contracts/registration/my-registrations.ts'
import { linkRequestOf } from '../../../src/lib/my/link-standing.ts'
import { actionLink, draftAddress, titleOf } from '../../../src/lib/my/my-words.ts'
import { progressOf } from '../../../src/lib/my/registration-progress.ts'
import { draftOf } from '../../../src/lib/registration/draft.ts'
import { EMPTY_FORM } from '../../../src/lib/registration/form-values.ts'

const NOW = new Date('2026-11-23T03:00:00Z')
const registration = (change: Partial<MyRegistration> = {}): MyRegistration => ({
  id: '5f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11',
  purpose: 'register',
  state: 'approved',
  organization_code: '100123',
  organization_name: '海淀区第一中学',
  proposal: null,
  contact: null,
  mailbox: null,
  existing_accounts: [],
  wanted_account: { platform: 'bilibili', nickname: '海淀区第一中学团委' },
  note: null,
  draft: null,
  submitted_at: '2026-11-20T03:00:00Z',
  decided_at: null,
  decision_reason: null,
  activated_at: null,
  answer_due_on: '2026-11-27',
  updated_at: '2026-11-20T03:00:00Z',
  credentials: [],
  ...change,
})
const credential = (change: Partial<CredentialProgress> = {}): CredentialProgress => ({
  id: '6f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11',
  platform: 'bilibili',
  nickname: '海淀区第一中学团委',
  state: 'sent',
  sent_at: '2026-11-22T03:00:00Z',
  is_expired: false,
  link_expires_at: '2026-11-25T03:00:00Z',
  opened_at: null,
  activated_at: null,
  reminders: 0,
  can_send_link: true,
  reissue_requested_at: null,
  trouble: null,
  ...change,
})
const decided_at = '2026-11-21T03:00:00Z'
const opened_at = '2026-11-22T08:00:00Z'
const activated_at = '2026-11-23T01:00:00Z'
const states = (change: Partial<MyRegistration>) =>
  progressOf(registration(change))
    .steps.map(({ state }) => state)
    .join(' ')

describe('a registration on /my', () => {
  it.each<[Partial<MyRegistration>, string, string]>([
    [{ state: 'draft', submitted_at: null }, '草稿', 'continue_draft discard_draft'],
    [{ state: 'submitted' }, '等待审核', 'withdraw'],
    [{ state: 'returned', decision_reason: '请补电话' }, '已退回，请修改', 'correct withdraw'],
    [{ state: 'rejected', decision_reason: '重复' }, '未通过', 'register_again'],
    [{ state: 'withdrawn' }, '已撤回', 'register_again'],
    [{ state: 'approved' }, '已通过，等待开通', 'add_account change'],
    [{ state: 'approved', wanted_account: null }, '已通过', 'add_account change'],
    [{ state: 'approved', purpose: 'change' }, '变更已通过', 'add_account change'],
    [{ credentials: [credential({ state: 'queued', sent_at: null })] }, '正在发出凭据', 'add_account change'],
    [{ credentials: [credential()] }, '凭据已发出', 'add_account change'],
    [{ credentials: [credential({ is_expired: true })] }, '链接已过期', 'add_account change'],
    [
      { credentials: [credential({ state: 'expired', is_expired: true })] },
      '链接已过期',
      'add_account change',
    ],
    [{ credentials: [credential({ state: 'opened', opened_at })] }, '凭据已打开', 'add_account change'],
    [{ credentials: [credential({ state: 'undeliverable' })] }, '邮件无法送达', 'add_account change'],
    [{ credentials: [credential({ state: 'no_response' })] }, '久未领取', 'add_account change'],
    [
      { credentials: [credential({ state: 'revoked', can_send_link: false })] },
      '凭据已收回',
      'add_account change',
    ],
    [
      {
        credentials: [
          credential({ state: 'expired', can_send_link: false, reissue_requested_at: opened_at }),
        ],
      },
      '已请求重新发放',
      'add_account change',
    ],
    [{ state: 'activated' }, '已启用', 'add_account change'],
  ])('%o is «%s»', (change, word, actions) => {
    const progress = progressOf(registration(change))
    expect(progress.word).toBe(word)
    expect(progress.actions.join(' ')).toBe(actions)
    expect(progress.next).toMatch(/。$/)
  })

  it('names the day by which an answer is due, and the hour at which a link ends', () => {
    expect(progressOf(registration({ state: 'submitted' })).next).toContain('2026年11月27日 前答复')
    expect(progressOf(registration({ credentials: [credential()] })).next).toContain(
      '在 2026年11月25日 11:00 前打开',
    )
  })

  it.each<[string, Partial<MyRegistration>, string]>([
    ['a draft', { state: 'draft' }, 'current ahead ahead ahead ahead'],
    ['submitted', { state: 'submitted' }, 'done current ahead ahead ahead'],
    ['returned', { state: 'returned', decided_at }, 'done stopped ahead ahead ahead'],
    ['rejected', { state: 'rejected', decided_at }, 'done stopped ahead ahead ahead'],
    ['approved', { decided_at }, 'done done current ahead ahead'],
    ['link sent', { decided_at, credentials: [credential()] }, 'done done done current ahead'],
    [
      'opened',
      { decided_at, credentials: [credential({ state: 'opened', opened_at })] },
      'done done done done current',
    ],
    [
      'activated',
      {
        state: 'activated',
        decided_at,
        credentials: [credential({ state: 'activated', opened_at, activated_at })],
      },
      'done done done done done',
    ],
    ['nothing to hand out, waiting', { state: 'submitted', wanted_account: null }, 'done current ahead'],
    ['nothing to hand out, approved', { decided_at, wanted_account: null }, 'done done done'],
  ])('%s: steps', (_, change, expected) => {
    expect(states(change)).toBe(expected)
  })
})

describe('a new link', () => {
  it.each<[Partial<CredentialProgress>, string]>([
    [{ state: 'queued' }, 'none'],
    [{ state: 'queued', is_expired: true }, 'send_again'],
    [{ state: 'sent' }, 'send_again'],
    [{ state: 'expired' }, 'send_again'],
    [{ state: 'undeliverable' }, 'send_again'],
    [{ state: 'opened', can_send_link: false }, 'issue_again'],
    [{ state: 'expired', can_send_link: false }, 'issue_again'],
    [{ state: 'expired', can_send_link: false, reissue_requested_at: opened_at }, 'none'],
    [{ state: 'activated', can_send_link: false }, 'none'],
  ])('for %o: %s', (change, request) => {
    expect(linkRequestOf(credential(change))).toBe(request)
  })
})

describe('the words and addresses of /my', () => {
  const draft = (subject: string) =>
    registration({ state: 'draft', draft: draftOf(subject, EMPTY_FORM, NOW) })

  it.each([
    ['register', '/register'],
    ['add_account:100123', '/register?purpose=add_account&organization=100123'],
    ['change:100123', '/register?purpose=change&organization=100123'],
    [
      'correct:5f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11',
      '/register?correct=5f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11',
    ],
    ['add_account:', '/register'],
  ])('a draft about %s is continued at %s', (subject, address) => {
    expect(draftAddress(draft(subject))).toBe(address)
  })

  it('a draft that cannot be read starts the form afresh', () => {
    expect(draftAddress(registration({ state: 'draft', draft: { other: 1 } }))).toBe('/register')
  })

  it('every action is a link or a question on the page', () => {
    const links = (['continue_draft', 'correct', 'register_again', 'add_account', 'change'] as const).map(
      (action) => actionLink(action, registration())?.address,
    )
    expect(links).toEqual([
      '/register',
      '/register?correct=5f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11',
      '/register?organization=100123',
      '/register?purpose=add_account&organization=100123',
      '/register?purpose=change&organization=100123',
    ])
    expect(actionLink('withdraw', registration())).toBeNull()
    expect(actionLink('discard_draft', registration())).toBeNull()
  })

  it('names what a registration is about', () => {
    expect(titleOf(registration())).toBe('海淀区第一中学')
    expect(titleOf(registration({ purpose: 'add_account' }))).toBe('海淀区第一中学 · 增加账号')
    expect(titleOf(registration({ organization_name: null, state: 'draft' }))).toBe('还没有选择单位')
  })
})
