import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** What docs/terms.md decides where two words were used for one thing. */

const textsOf = (pattern: string) =>
  globSync(pattern).map((file) => ({ file, text: readFileSync(file, 'utf8') }))

/** Fixed words of their own: the type of a committee's unit, and who issues a notice to whom. */
const FIXED = /单位类型|发文单位|主送单位/g

test('comments of the database call an organization 组织: 单位 is for those who are spoken to', () => {
  const comments = textsOf('supabase/migrations/*.sql').flatMap(({ text }) =>
    [...text.matchAll(/^comment on [^;]*?\bis\s+'(?:[^']|'')*'/gm)].map(([comment]) => comment),
  )
  expect(comments.length).toBeGreaterThan(500)
  expect(comments.filter((comment) => comment.replace(FIXED, '').includes('单位'))).toEqual([])
})

test('whoever goes on for a closed organization is its 接替组织 everywhere', () => {
  const texts = textsOf('{src,supabase}/**/*.{ts,tsx,astro,sql,md}')
  expect(texts.filter(({ text }) => text.includes('接替组织')).length).toBeGreaterThan(3)
  expect(texts.filter(({ text }) => text.includes('承接')).map(({ file }) => file)).toEqual([])
})
