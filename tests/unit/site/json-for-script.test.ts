import { expect, it } from 'vitest'
import { jsonForScript } from '../../../src/lib/site/json-for-script.ts'

it('leaves nothing in JSON that could end a script element or a line of script, and means the same', () => {
  const value = { name: '</script><script>alert(1)</script>&amp;<!--\u2028\u2029' }
  const json = jsonForScript(value)
  expect(json).not.toMatch(/[<>&\u2028\u2029]/)
  expect(JSON.parse(json)).toEqual(value)
})
