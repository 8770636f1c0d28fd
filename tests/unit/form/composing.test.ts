import { expect, test } from 'vitest'
import { isComposing } from '../../../src/lib/form/composing.ts'

test.each([
  ['a key within a composition', { isComposing: true, keyCode: 229 }, true],
  ['the Enter that ended one, as Safari tells it', { isComposing: false, keyCode: 229 }, true],
  ['the Enter of an old browser within one', { isComposing: true, keyCode: 13 }, true],
  ['an Enter of its own', { isComposing: false, keyCode: 13 }, false],
])('%s belongs to the input method or not', (_, key, belongs) => {
  expect(isComposing(key)).toBe(belongs)
})
