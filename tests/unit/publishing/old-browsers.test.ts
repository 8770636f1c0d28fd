import { expect, test } from 'vitest'
import { withPlainNames } from '../../../src/lib/publishing/renderer/old-browsers.ts'

test('a private name becomes one property of its own wherever a module says it', () => {
  const code = `class Counter { #count = 0; #step() { return '#count' } get count() { this.#count += 1; return this.#count } }`
  expect(withPlainNames(code)).toBe(
    `class Counter { $0 = 0; $1() { return '#count' } get count() { this.$0 += 1; return this.$0 } }`,
  )
})

test('what is no private name stays as it is', () => {
  const code = "const mark = /#[a-z]/; const anchor = '#name' // #nothing"
  expect(withPlainNames(code)).toBe(code)
})
