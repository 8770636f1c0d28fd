import { describe, expect, test } from 'vitest'
import { addressWithFragment } from '../../../src/lib/site/misplaced-fragment.ts'
import { fieldCase } from '../../fixtures/field-cases.ts'

const secret = '5f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11.2.Zm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9'

describe('a link whose # a mail program wrote as %23', () => {
  test.each([
    ['C01.1', 'x'],
    ['C01.2', secret],
  ])('opens its page, case %s', (id, behind) => {
    const pathname = fieldCase(id).input.replace('<whole secret>', secret)
    expect(addressWithFragment(pathname)).toBe(`/credential#${behind}`)
  })

  test.each([
    [`/credential%23${secret}`, `/credential#${secret}`],
    [`/credential/%23${secret}`, `/credential#${secret}`],
    [`/credential%2523${secret}`, `/credential#${secret}`],
    [`/credential%252523${secret}`, `/credential#${secret}`],
    [`/credential%23bundle%3D${secret}`, `/credential#bundle=${secret}`],
    [`/credential%2523bundle%253D${secret}`, `/credential#bundle=${secret}`],
    ['/my%23mailbox=8b1d.2.123456', '/my#mailbox=8b1d.2.123456'],
    ['/register/receipt%23abc', '/register/receipt#abc'],
    ['/credential%23%zz', '/credential#%zz'],
  ])('%s was %s', (pathname, meant) => {
    expect(addressWithFragment(pathname)).toBe(meant)
  })

  test.each([
    '/credential',
    '/credential%23',
    '/o/10/100001',
    '//elsewhere.example%23x',
    '/%23x',
    '/.%23x',
    '/a%2f%23x',
  ])('%s is no such path, or leads nowhere', (pathname) => {
    expect(addressWithFragment(pathname)).toBeNull()
  })

  test('a page that is not there is not asked for twice: what comes of it is no such path again', () => {
    const meant = addressWithFragment(`/credential%23${'%23'.repeat(40)}x`) ?? ''
    expect(addressWithFragment(new URL(meant, 'https://minglu.example.org').pathname)).toBeNull()
  })
})
