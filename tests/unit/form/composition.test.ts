import { expect, test } from 'vitest'
import { isOfInputMethod } from '../../../src/lib/form/composition.ts'
import { fieldCase } from '../../fixtures/field-cases.ts'

test.each([
  ['while a composition goes on', { isComposing: true, keyCode: 13 }, true],
  [`that ended one in Safari (${fieldCase('B14.1').input})`, { isComposing: false, keyCode: 229 }, true],
  ['typed by itself', { isComposing: false, keyCode: 13 }, false],
])('Enter %s belongs to the input method: %#', (_, event, belongs) => {
  expect(isOfInputMethod(event)).toBe(belongs)
})
