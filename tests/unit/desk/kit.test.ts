import { expect, test } from 'vitest'
import { neighbour } from '../../../src/lib/desk/kit/desk-row.ts'

test.each([
  [null, 1, 1],
  [1, 1, 2],
  [3, 1, 3],
  [2, -1, 1],
  [1, -1, 1],
] as const)('from row %s a step of %s leads to row %s', (from, step, to) => {
  expect(neighbour([{ id: 1 }, { id: 2 }, { id: 3 }], from, step)).toBe(to)
})

test('an empty table has no neighbour', () => {
  expect(neighbour([], null, 1)).toBeNull()
})
