import { describe, expect, test } from 'vitest'
import {
  bundleSubject,
  formatBundleLink,
  type HandOnReply,
  type ListBundleReply,
  parseBundleLink,
} from '../../../supabase/functions/_shared/contracts/credential/bundle.ts'
import { createLinkSigner } from '../../../supabase/functions/_shared/links/link.ts'
import { createHandler } from '../../../supabase/functions/open-bundle/handler.ts'
import { door, pageRequest } from '../../fixtures/page-request.ts'

const links = createLinkSigner('a secret of more than thirty-two characters')
const bundle = '3f0c2a1e-9d5b-4c7a-8e21-0b6f4d2a9c11'
const credential = '8b1d6f6e-1111-4000-8000-000000000002'
const reader = 'r'.repeat(43)
const token = await links.mint(bundleSubject(bundle), 2)
const plainToken = await links.mint(bundle, 2)
const link = { bundle, generation: 2, token }
const listed: ListBundleReply = {
  outcome: 'listed',
  title: '第一批',
  organization_name: '共青团浙江省委员会',
  link_expires_at: '2026-11-30T03:00:00Z',
  accounts: [],
}

function world() {
  const asked: unknown[] = []
  const log: string[] = []
  const handler = createHandler({
    door,
    links,
    database: {
      listBundle: async (...parameters) => {
        asked.push(parameters)
        return listed
      },
      openBundled: async (...parameters) => {
        asked.push(parameters)
        return {
          outcome: 'opened',
          sealed: 'c2VhbGVk',
          organization_code: '100104',
          organization_name: '共青团桐庐县委员会',
          platform_name: '哔哩哔哩',
          platform_home: null,
          readable_until: '2026-11-30T03:00:00Z',
        }
      },
      handOn: async (...parameters): Promise<HandOnReply> => {
        asked.push(parameters)
        return { outcome: 'handed_on' }
      },
      takeAttempt: async () => true,
    },
    unseal: async (sealed, named) => ({
      credential_id: named,
      login_name: `login ${sealed}`,
      initial_password: 'canary',
    }),
    log: (event, facts = {}) => log.push(JSON.stringify({ event, ...facts })),
  })
  const post = (body: unknown) => handler(pageRequest(body))
  return { post, asked, log }
}

describe('the function behind a bundle', () => {
  test('lists, and unseals nothing for that', async () => {
    const { post, asked } = world()
    const response = await post({ ...link, act: 'list' })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(listed)
    expect(asked).toEqual([[bundle, 2]])
  })

  test('opens the one that is named, and hands no sealed bytes on', async () => {
    const { post, asked } = world()
    const answer = await (await post({ ...link, act: 'open', credential, reader })).json()
    expect(answer).toMatchObject({
      outcome: 'opened',
      login_name: 'login c2VhbGVk',
      initial_password: 'canary',
    })
    expect(answer).not.toHaveProperty('sealed')
    expect(asked).toEqual([[bundle, 2, credential, expect.stringMatching(/^[0-9a-f]{64}$/)]])
  })

  test('records who took it', async () => {
    const { post, asked } = world()
    expect(await (await post({ ...link, act: 'hand_on', credential, taken_by: '钱书记' })).json()).toEqual({
      outcome: 'handed_on',
    })
    expect(asked).toEqual([[bundle, 2, credential, '钱书记']])
  })

  test.each([
    ['another generation', { ...link, generation: 3, act: 'list' }],
    ['the token of a credential with the same number', { ...link, token: plainToken, act: 'list' }],
    ['no act', link],
    ['an opening without a reader', { ...link, act: 'open', credential }],
  ])('asks the database nothing for %s', async (_, posted) => {
    const { post, asked, log } = world()
    expect((await post(posted)).status).toBe(403)
    expect(asked).toEqual([])
    expect(log.join()).not.toContain(token)
  })
})

test('a bundle’s link reads as it was written, and is no other link', () => {
  const text = formatBundleLink(link)
  expect(parseBundleLink(`#${text}`)).toEqual(link)
  for (const other of ['', `${text}.x`, text.replace('bundle=', ''), text.replace('.2.', '.0.')])
    expect(parseBundleLink(other)).toBeNull()
})
