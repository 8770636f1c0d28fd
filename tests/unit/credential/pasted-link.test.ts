import { expect, test } from 'vitest'
import { fragmentIn } from '../../../src/lib/credential/pasted-link.ts'

const link = `5f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11.2.${'Zm9v'.repeat(10)}-_9`
const site = 'https://minglu.example.org/credential'

test.each([
  ['the whole address', `${site}#${link}`],
  ['its end', link],
  ['%23 for #', `${site}%23${link}`],
  ['%2523 for #', `${site}%2523${link}`],
  [
    'an address broken over lines',
    `${site}#${link.slice(0, 40)}\r\n  ${link.slice(40, 60)}\n${link.slice(60)}`,
  ],
  ['brackets around it', `<${site}#${link}>`],
  ['the words of the mail around it', `去领取凭据：\n${site}#${link}\n\n凭据只能打开一次；打开后……`],
  ['an invisible sign in it', `${site}#${link.slice(0, 50)}\u200b${link.slice(50)}`],
])('a pasted link is read with %s', (_, pasted) => {
  expect(fragmentIn(pasted)).toBe(`#${link}`)
})

test.each([`${site}#bundle=${link}`, `${site}%23bundle%3D${link}`, `bundle=${link}`])(
  'and so is the one of a bundle: %s',
  (pasted) => {
    expect(fragmentIn(pasted)).toBe(`#bundle=${link}`)
  },
)

test.each([
  '',
  site,
  `${site}#x`,
  link.slice(0, -1),
  `${link.slice(0, 36)}.0.${'A'.repeat(43)}`,
  'x'.repeat(100_000),
])('where nothing of a link is left there is none', (pasted) => {
  expect(fragmentIn(pasted)).toBeNull()
})
