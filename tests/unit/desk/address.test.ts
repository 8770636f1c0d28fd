import { describe, expect, test } from 'vitest'
import { TaskKind } from '#contracts/desk/task.ts'
import { addressOfKind, kindInAddress } from '../../../src/lib/desk/desk-address.ts'

describe('the address of the desk', () => {
  test.each([null, ...TaskKind.options])('keeps the filter %s', (kind) => {
    expect(kindInAddress(new URL(addressOfKind(kind), 'https://minglu.example.org').search)).toBe(kind)
  })

  test('takes no other word', () => {
    expect(kindInAddress('?kind=constructor')).toBeNull()
  })
})
