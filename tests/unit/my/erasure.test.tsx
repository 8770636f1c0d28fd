import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { EraseMe } from '../../../src/components/my/EraseMe.tsx'
import { databaseErasure, ERASURE_WORDS } from '../../../src/lib/my/erasure.ts'

const unexpected = () => {
  throw new Error('the page did this by itself')
}

test('the page says what goes, what stays and what follows, and does nothing before it is told twice', () => {
  const html = renderToStaticMarkup(
    <EraseMe
      mailbox="canary@example.org"
      gateway={{ erase: unexpected }}
      onErased={unexpected}
      onLeave={unexpected}
    />,
  )
  for (const line of [...ERASURE_WORDS.goes, ...ERASURE_WORDS.stays, ERASURE_WORDS.follows])
    expect(html).toContain(line)
  expect(html).toContain('canary@example.org')
  expect(html).not.toContain('<dialog')
})

test('the erasure is the caller’s own: the call takes no word about whom', async () => {
  const called: unknown[] = []
  const gateway = databaseErasure(async (name, args, answer) => {
    called.push(name, args)
    return { outcome: 'answered', value: answer.parse(null) }
  })
  await gateway.erase()
  expect(called).toEqual(['erase_me', {}])
})
