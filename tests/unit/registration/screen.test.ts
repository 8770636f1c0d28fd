import { describe, expect, it } from 'vitest'
import { EMPTY_FORM, emptyRow, type FormValues } from '../../../src/lib/registration/form-values.ts'
import { placeRefusal } from '../../../src/lib/registration/refusal-place.ts'
import { advance, type RegistrationScreen } from '../../../src/lib/registration/registration-screen.ts'

const editing = (step: 'contact' | 'review', change: Partial<FormValues> = {}): RegistrationScreen => ({
  phase: 'editing',
  step,
  values: { ...EMPTY_FORM, ...change },
  errors: [],
})
const receipt = {
  id: '5f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11',
  state: 'submitted' as const,
  organization_name: '海淀区第一中学',
  submitted_at: '2026-11-23T03:00:00Z',
  answer_due_on: '2026-11-30',
}
const refusal = (details: string | null) => ({ code: 'P0001', message: '不行', hint: 'x', details })
const sending = advance(editing('review'), { type: 'sent' })

describe('the screen of the form', () => {
  it('keeps values and errors while someone types, and errors go with the next step', () => {
    const refused = advance(editing('contact'), {
      type: 'step_refused',
      errors: [{ path: 'contact.name', message: '请填写' }],
    })
    const typed = advance(refused, { type: 'changed', change: { note: '字' } })
    expect(typed).toMatchObject({
      phase: 'editing',
      step: 'contact',
      values: { note: '字' },
      errors: [{ path: 'contact.name' }],
    })
    expect(advance(typed, { type: 'stepped', step: 'accounts' })).toMatchObject({
      step: 'accounts',
      errors: [],
    })
  })

  it('drops what was said of an organization when another one is picked', () => {
    const refused = advance(editing('contact'), {
      type: 'step_refused',
      errors: [{ path: '', message: '请选择' }],
    })
    expect(advance(refused, { type: 'changed', change: { proposing: true } })).toMatchObject({ errors: [] })
  })

  it('goes to the step of the first error', () => {
    const errors = [
      { path: 'contact.mobile', message: '请填写手机号' },
      { path: 'declared', message: '请确认' },
    ]
    expect(advance(editing('review'), { type: 'step_refused', errors })).toMatchObject({
      step: 'contact',
      errors,
    })
  })

  it('while sending takes neither keys nor steps', () => {
    expect(advance(sending, { type: 'changed', change: { note: '字' } })).toBe(sending)
    expect(advance(sending, { type: 'stepped', step: 'contact' })).toBe(sending)
  })

  it('is done only with a receipt, and then stays so', () => {
    const done = advance(sending, { type: 'received', receipt })
    expect(done).toMatchObject({ phase: 'done', receipt })
    expect(advance(done, { type: 'lost', failure: 'unreachable' })).toBe(done)
  })

  it('keeps everything when the network is lost, and may be sent again', () => {
    const lost = advance(advance(editing('review', { note: '字' }), { type: 'sent' }), {
      type: 'lost',
      failure: 'unreachable',
    })
    expect(lost).toMatchObject({ phase: 'failed', step: 'review', values: { note: '字' } })
    expect(advance(lost, { type: 'sent' })).toMatchObject({ phase: 'sending', values: { note: '字' } })
    expect(advance(lost, { type: 'stepped', step: 'contact' })).toMatchObject({
      phase: 'editing',
      step: 'contact',
    })
  })

  it('leads to the mailbox when the session is over, with everything kept', () => {
    expect(advance(sending, { type: 'signed_out' })).toMatchObject({
      phase: 'editing',
      step: 'mailbox',
      errors: [{ path: '', message: expect.stringContaining('登录已过期') }],
    })
  })

  it.each([
    ['contact.mobile', 'contact'],
    ['organization_code', 'organization'],
    ['wanted_account.nickname', 'accounts'],
    ['consented_mail', 'review'],
    ['', 'review'],
    [null, 'review'],
    ['registration.secret', 'review'],
  ])('shows a refusal at %j on the step %s', (details, step) => {
    expect(advance(sending, { type: 'refused', refusal: refusal(details) })).toMatchObject({
      phase: 'editing',
      step,
      errors: [{ message: '不行' }],
    })
  })
})

describe('the place of a refusal', () => {
  const rows = { has_accounts: true, existing_accounts: [emptyRow('address'), emptyRow('name')] }
  it.each([
    ['existing_accounts.0.address', 'existing_accounts.0.address'],
    ['existing_accounts.0.platform', 'existing_accounts.0.address'],
    ['existing_accounts.0.handle', 'existing_accounts.0.address'],
    ['existing_accounts.0', 'existing_accounts.0.address'],
    ['existing_accounts.0.nickname', 'existing_accounts.0.nickname'],
    ['existing_accounts.1.address', 'existing_accounts.1.handle'],
    ['existing_accounts.1.platform', 'existing_accounts.1.platform'],
    ['existing_accounts.7.address', 'wanted_account'],
    ['existing_accounts', 'wanted_account'],
    ['contact', 'contact.name'],
    ['contact.mobile', 'contact.mobile'],
    ['proposal', 'organization_code'],
    ['state', ''],
    ['contact.mobile"><script>', ''],
  ])('%s is shown at %s', (details, path) => {
    const shown = placeRefusal(refusal(details), { ...EMPTY_FORM, ...rows })
    expect(shown).toEqual({ path, message: '不行' })
  })
})
