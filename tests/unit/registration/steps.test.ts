import { describe, expect, it } from 'vitest'
import { readFormAddress } from '../../../src/lib/registration/form-address.ts'
import {
  nextStep,
  previousStep,
  progressInWords,
  reachableStep,
  STEPS,
  type Step,
  stepOfFragment,
  stepOfPath,
} from '../../../src/lib/registration/steps.ts'

describe('the steps of the form', () => {
  it('say their progress in words', () => {
    expect(STEPS.map(progressInWords)).toEqual([
      '第 1 步，共 5 步：单位',
      '第 2 步，共 5 步：邮箱',
      '第 3 步，共 5 步：联系人',
      '第 4 步，共 5 步：账号',
      '第 5 步，共 5 步：核对并提交',
    ])
  })

  it('follow one another and end at the review', () => {
    expect(STEPS.map(nextStep)).toEqual(['mailbox', 'contact', 'accounts', 'review', 'review'])
    expect(STEPS.map(previousStep)).toEqual([null, 'organization', 'mailbox', 'contact', 'accounts'])
  })

  it.each([
    ['#contact', 'contact'],
    ['review', 'review'],
    ['', null],
    ['#main', null],
    ['#field-contact-name', null],
  ])('are named by the fragment %j', (fragment, step) => {
    expect(stepOfFragment(fragment)).toBe(step)
  })

  it.each<[Step, Step[], Step]>([
    ['review', [], 'organization'],
    ['review', ['organization'], 'mailbox'],
    ['review', ['organization', 'mailbox', 'contact', 'accounts'], 'review'],
    ['organization', ['organization', 'mailbox'], 'organization'],
    ['contact', ['organization', 'contact'], 'mailbox'],
    ['contact', ['organization', 'mailbox'], 'contact'],
  ])('asked for %s with %j complete, show %s', (asked, complete, shown) => {
    expect(reachableStep(asked, (step) => complete.includes(step))).toBe(shown)
  })

  it.each([
    ['organization_code', 'organization'],
    ['proposal.name', 'organization'],
    ['contact.mobile', 'contact'],
    ['existing_accounts.2.address', 'accounts'],
    ['wanted_account.nickname', 'accounts'],
    ['note', 'accounts'],
    ['declared', 'review'],
    ['', 'review'],
    ['something.else', 'review'],
  ])('own the field %j: %s', (path, step) => {
    expect(stepOfPath(path)).toBe(step)
  })
})

describe('the address of the form', () => {
  const id = '5f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11'
  it.each([
    ['', { organization: null, purpose: 'register', correct: null }],
    ['?organization=100123', { organization: '100123', purpose: 'register', correct: null }],
    ['?organization=012345&purpose=steal', { organization: null, purpose: 'register', correct: null }],
    [
      '?purpose=add_account&organization=100123',
      { organization: '100123', purpose: 'add_account', correct: null },
    ],
    [`?correct=${id}`, { organization: null, purpose: 'register', correct: id }],
    ['?correct=1', { organization: null, purpose: 'register', correct: null }],
  ])('%j', (query, asked) => {
    expect(readFormAddress(query)).toEqual(asked)
  })
})
