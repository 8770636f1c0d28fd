import { describe, expect, it } from 'vitest'
import type { MyRegistration } from '#contracts/registration/my-registrations.ts'
import type { DivisionNode } from '../../../src/lib/registration/division-choices.ts'
import { draftOf, keepInTab, serverDraft } from '../../../src/lib/registration/draft.ts'
import { readFormAddress } from '../../../src/lib/registration/form-address.ts'
import { type FormSources, joinServerDraft, openForm } from '../../../src/lib/registration/form-opening.ts'
import { EMPTY_FORM, type FormValues } from '../../../src/lib/registration/form-values.ts'
import { handIn } from '../../../src/lib/registration/handing-in.ts'
import type { RegisterGateway } from '../../../src/lib/registration/register-gateway.ts'
import { memoryStorage } from '../../../src/lib/session/tab-storage.ts'

const EARLIER = new Date('2026-11-22T03:00:00Z')
const NOW = new Date('2026-11-23T03:00:00Z')
const DRAFT_ID = '5f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11'
const RETURNED_ID = '6f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11'
const contact = { name: '王小明', post: '团委书记', phone: '', mobile: '13800138000' }
const tree: DivisionNode[] = [['330000', '浙江省', [['330100', '杭州市', [['330106', '西湖区', []]]]]]]
const school = (code: string) => ({
  code,
  name: `单位${code}`,
  place: '北京市',
  level: 5 as const,
  kind: 'school' as const,
  status: 'expected' as const,
})
const own = (change: Partial<MyRegistration>): MyRegistration => ({
  id: DRAFT_ID,
  purpose: 'register',
  state: 'draft',
  organization_code: null,
  organization_name: null,
  proposal: null,
  contact: null,
  mailbox: null,
  existing_accounts: [],
  wanted_account: null,
  note: null,
  draft: null,
  submitted_at: null,
  decided_at: null,
  decision_reason: null,
  activated_at: null,
  answer_due_on: null,
  updated_at: '2026-11-22T03:00:00Z',
  credentials: [],
  ...change,
})
const returned = own({
  id: RETURNED_ID,
  state: 'returned',
  organization_code: '100123',
  organization_name: '单位100123',
  contact: { ...contact, phone: null },
  existing_accounts: [{ platform: 'wechat', handle: 'gh_1', nickname: '某团委', address: null }],
  wanted_account: { platform: 'bilibili', nickname: '单位100123团委' },
  decision_reason: '请补办公电话',
})
const draftRow = (subject: string, values: Partial<FormValues>) =>
  own({ draft: serverDraft(draftOf(subject, { ...EMPTY_FORM, ...values }, EARLIER)) })

const unexpected = () => Promise.reject(new Error('not expected here'))

function sources(state: {
  mailbox?: string
  mine?: MyRegistration[] | 'unreachable' | 'signed_out'
}): FormSources {
  const register: RegisterGateway = {
    submit: unexpected,
    saveDraft: unexpected,
    discardDraft: unexpected,
    withdraw: unexpected,
    requestLink: unexpected,
    mine: async () =>
      typeof state.mine === 'string'
        ? { outcome: state.mine }
        : { outcome: 'answered', value: state.mine ?? [] },
  }
  return {
    mailbox: {
      current: async () => state.mailbox ?? null,
      requestCode: unexpected,
      checkCode: unexpected,
      signOut: unexpected,
    },
    register,
    findOrganization: async (code) => (code === '999999' ? null : school(code)),
    divisions: async () => tree,
    storage: memoryStorage(),
    now: () => NOW,
  }
}
/** The opened form, or why there is none. */
async function open(query: string, from: FormSources) {
  const opening = await openForm(readFormAddress(query), from)
  return opening.outcome === 'answered' ? opening.value : opening
}

describe('the form opens', () => {
  it('under a key of its own, and under the same after a reload', async () => {
    const from = sources({})
    const valuesOf = async () => {
      const opened = await open('', from)
      return 'values' in opened ? opened.values : EMPTY_FORM
    }
    const first = await valuesOf()
    expect((await valuesOf()).key).not.toBe(first.key)
    keepInTab(from.storage, draftOf('register', { ...first, contact }, EARLIER))
    expect((await valuesOf()).key).toBe(first.key)
    expect(serverDraft(draftOf('register', first, EARLIER)).values.key).toBe(first.key)
  })

  it('empty for a stranger', async () => {
    expect(await open('', sources({}))).toEqual({
      values: { ...EMPTY_FORM, key: expect.stringMatching(/^[0-9a-f]{32}$/) },
      subject: 'register',
      mailbox: null,
      draft_id: null,
      may_keep_on_server: true,
      reason: null,
      is_current: true,
    })
  })

  it('with the organization that the address names, and without it where nobody knows it', async () => {
    expect(await open('?organization=100123', sources({}))).toMatchObject({
      values: { organization: { code: '100123' } },
    })
    expect(await open('?organization=999999', sources({}))).toMatchObject({ values: { organization: null } })
  })

  it('with what the tab kept before the mailbox was proven', async () => {
    const from = sources({})
    keepInTab(from.storage, draftOf('register', { ...EMPTY_FORM, contact, email: 'a@qq.com' }, EARLIER))
    expect(await open('', from)).toMatchObject({ values: { contact, email: 'a@qq.com' } })
  })

  it('with the server draft, which lends its id to the submission', async () => {
    const from = sources({ mailbox: 'a@qq.com', mine: [draftRow('register', { contact })] })
    expect(await open('', from)).toMatchObject({
      values: { contact },
      draft_id: DRAFT_ID,
      may_keep_on_server: true,
    })
  })

  it('for the organization of the address although the draft is about another one, keeping the person', async () => {
    const values = { contact, organization: school('100456'), wants_account: true }
    const from = sources({ mailbox: 'a@qq.com', mine: [draftRow('register', values)] })
    expect(await open('?organization=100123', from)).toMatchObject({
      values: { contact, organization: { code: '100123' }, wants_account: false },
    })
  })

  it('without touching a server draft about something else', async () => {
    const from = sources({ mailbox: 'a@qq.com', mine: [draftRow('change:100456', { note: '改名' })] })
    expect(await open('', from)).toMatchObject({
      values: { note: '' },
      draft_id: null,
      may_keep_on_server: false,
    })
  })

  it('with the contact person of the last registration', async () => {
    const from = sources({ mailbox: 'a@qq.com', mine: [{ ...returned, state: 'activated' }] })
    expect(await open('?purpose=add_account&organization=100123', from)).toMatchObject({
      subject: 'add_account:100123',
      values: { contact, purpose: 'add_account', has_accounts: false },
    })
  })

  it('although the server cannot be reached, with what the tab has', async () => {
    const from = sources({ mailbox: 'a@qq.com', mine: 'unreachable' })
    keepInTab(from.storage, draftOf('register', { ...EMPTY_FORM, contact }, EARLIER))
    expect(await open('', from)).toMatchObject({ values: { contact }, is_current: false })
  })
})

describe('a returned registration', () => {
  const query = `?correct=${RETURNED_ID}`

  it('comes back filled in, with the reason and without consents', async () => {
    expect(await open(query, sources({ mailbox: 'a@qq.com', mine: [returned] }))).toMatchObject({
      subject: `correct:${RETURNED_ID}`,
      reason: '请补办公电话',
      values: {
        correcting: RETURNED_ID,
        organization: { code: '100123' },
        contact,
        has_accounts: true,
        existing_accounts: [{ by: 'name', platform: 'wechat', handle: 'gh_1', nickname: '某团委' }],
        wants_account: true,
        wanted_account: { platform: 'bilibili', nickname: '单位100123团委' },
        declared: false,
        consented_register: false,
      },
    })
  })

  it('unfolds the place of a proposal', async () => {
    const proposal = { name: '杭州市某某中学', division_code: '330106' }
    const mine = [{ ...returned, organization_code: null, organization_name: proposal.name, proposal }]
    expect(await open(query, sources({ mailbox: 'a@qq.com', mine }))).toMatchObject({
      values: {
        proposing: true,
        proposal: { name: '杭州市某某中学', province: '330000', prefecture: '330100', county: '330106' },
      },
    })
  })

  it.each<[string, Parameters<typeof sources>[0], string]>([
    ['asks to sign in first', {}, 'sign_in_first'],
    ['of somebody else is not shown', { mailbox: 'a@qq.com', mine: [] }, 'nothing_to_correct'],
    [
      'that was handed in again is not shown',
      { mailbox: 'a@qq.com', mine: [{ ...returned, state: 'submitted' }] },
      'nothing_to_correct',
    ],
    ['asks to sign in again', { mailbox: 'a@qq.com', mine: 'signed_out' }, 'signed_out'],
    ['waits for the network', { mailbox: 'a@qq.com', mine: 'unreachable' }, 'unreachable'],
  ])('%s', async (_, state, outcome) => {
    expect(await open(query, sources(state))).toEqual({ outcome })
  })
})

describe('proving the mailbox inside the form', () => {
  it('joins what the server kept with what was typed', async () => {
    const from = sources({ mine: [draftRow('register', { contact })] })
    const typed = { ...EMPTY_FORM, organization: school('100123') }
    expect(await joinServerDraft(typed, 'a@qq.com', from)).toMatchObject({
      values: { contact, organization: { code: '100123' } },
      draft_id: DRAFT_ID,
      mailbox: 'a@qq.com',
    })
  })

  it('keeps what was typed when the server cannot be reached', async () => {
    const typed = { ...EMPTY_FORM, organization: school('100123') }
    expect(await joinServerDraft(typed, 'a@qq.com', sources({ mine: 'unreachable' }))).toMatchObject({
      values: typed,
      is_current: false,
    })
  })
})

describe('handing in', () => {
  const values: FormValues = {
    ...EMPTY_FORM,
    organization: school('100123'),
    contact,
    wants_account: true,
    wanted_account: { platform: 'weibo', nickname: '海淀区第一中学团委' },
    declared: true,
    consented_register: true,
    consented_mail: true,
  }
  const receipt = {
    id: DRAFT_ID,
    state: 'submitted' as const,
    organization_name: '单位100123',
    submitted_at: '2026-11-23T03:00:00Z',
    answer_due_on: '2026-11-30',
  }
  const submitted = own({
    state: 'submitted',
    organization_name: '单位100123',
    submitted_at: receipt.submitted_at,
    answer_due_on: receipt.answer_due_on,
  })
  const form = {
    draft: draftOf('register', values, NOW),
    id: null,
    may_keep_on_server: true,
    may_have_arrived: false,
  }

  function register(answers: Partial<RegisterGateway>) {
    const sent: unknown[] = []
    const gateway: RegisterGateway = {
      submit: unexpected,
      saveDraft: unexpected,
      discardDraft: unexpected,
      mine: unexpected,
      withdraw: unexpected,
      requestLink: unexpected,
      ...answers,
    }
    const submit: RegisterGateway['submit'] = (submission) => {
      sent.push(submission.id)
      return gateway.submit(submission)
    }
    return { sent, gateway: { ...gateway, submit } }
  }
  const saved = async () => ({ outcome: 'answered', value: DRAFT_ID }) as const
  const received = async () => ({ outcome: 'answered', value: receipt }) as const
  const refused = (hint: string) => async () =>
    ({ outcome: 'refused', refusal: { code: 'P0001', message: '不行', hint, details: '' } }) as const

  it('keeps a draft first and submits under its id', async () => {
    const { gateway, sent } = register({ saveDraft: saved, submit: received })
    expect(await handIn(form, gateway)).toEqual({ answer: { type: 'received', receipt }, id: DRAFT_ID })
    expect(sent).toEqual([DRAFT_ID])
  })

  it('submits without an id where the draft could not be kept', async () => {
    const { gateway, sent } = register({ saveDraft: async () => ({ outcome: 'failed' }), submit: received })
    expect(await handIn(form, gateway)).toMatchObject({ answer: { type: 'received' }, id: null })
    expect(sent).toEqual([null])
  })

  it('submits a returned registration under its own id', async () => {
    const { gateway, sent } = register({ submit: received })
    await handIn({ ...form, id: RETURNED_ID }, gateway)
    expect(sent).toEqual([RETURNED_ID])
  })

  it('sends nothing that the contract refuses', async () => {
    const draft = draftOf('register', { ...values, declared: false }, NOW)
    const { gateway, sent } = register({})
    expect(await handIn({ ...form, draft }, gateway)).toMatchObject({
      answer: { type: 'step_refused', errors: [{ path: 'declared' }] },
    })
    expect(sent).toEqual([])
  })

  it('finds a registration whose reply was lost instead of sending it twice', async () => {
    const { gateway, sent } = register({ mine: async () => ({ outcome: 'answered', value: [submitted] }) })
    const again = { ...form, id: DRAFT_ID, may_have_arrived: true }
    expect(await handIn(again, gateway)).toEqual({ answer: { type: 'received', receipt }, id: DRAFT_ID })
    expect(sent).toEqual([])
  })

  it('sends again what did not arrive', async () => {
    const mine = async () => ({ outcome: 'answered' as const, value: [own({})] })
    const { gateway, sent } = register({ mine, submit: received })
    const again = { ...form, id: DRAFT_ID, may_have_arrived: true }
    expect(await handIn(again, gateway)).toMatchObject({ answer: { type: 'received' } })
    expect(sent).toEqual([DRAFT_ID])
  })

  it('takes a second delivery by the browser itself for what it is', async () => {
    const mine = async () => ({ outcome: 'answered' as const, value: [submitted] })
    const { gateway } = register({ mine, submit: refused('registration-not-open') })
    expect(await handIn({ ...form, id: DRAFT_ID }, gateway)).toMatchObject({
      answer: { type: 'received', receipt },
    })
  })

  it.each([
    ['refused', refused('contact-mobile'), 'refused'],
    ['signed out', async () => ({ outcome: 'signed_out' }) as const, 'signed_out'],
    ['unreachable', async () => ({ outcome: 'unreachable' }) as const, 'lost'],
    ['of the wrong shape', async () => ({ outcome: 'failed' }) as const, 'lost'],
  ])('a reply that is %s is no success', async (_, submit, type) => {
    const { gateway } = register({ saveDraft: saved, submit })
    expect(await handIn(form, gateway)).toMatchObject({ answer: { type }, id: DRAFT_ID })
  })
})
