import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it, test } from 'vitest'
import type { CredentialProgress } from '#contracts/credential/credential.ts'
import type { MyMailbox } from '#contracts/registration/my-registrations.ts'
import { MailboxLine } from '../../../src/components/my/MailboxLine.tsx'
import { ProveMailbox } from '../../../src/components/my/ProveMailbox.tsx'
import { linkStanding } from '../../../src/lib/my/link-standing.ts'
import {
  changeInWords,
  proofRefusalInWords,
  supabaseOwnMailbox,
  waitingInWords,
} from '../../../src/lib/my/own-mailbox.ts'
import { createDatabaseCall } from '../../../src/lib/session/database-call.ts'
import { createFunctionCall } from '../../../src/lib/session/function-call.ts'

const change = {
  id: '3f0c2a1e-9d5b-4c7a-8e21-0b6f4d2a9c11',
  code_number: 1,
  email: 'new@example.org',
  asked_by: 'school',
  old_mailbox: 'signed_in',
  asked_at: '2026-11-23T03:00:00Z',
  code_sent_at: '2026-11-23T03:00:00Z',
  expires_at: '2026-11-30T03:00:00Z',
  trouble: null,
} as const satisfies MyMailbox['change']
const own = (different: Partial<MyMailbox> = {}): MyMailbox => ({
  email: 'old@example.org',
  trouble: null,
  change: null,
  questions: [],
  ...different,
})

describe('a change that waits', () => {
  it.each([
    ['school', '您要把联系邮箱换成 new@example.org'],
    ['supervisor', '上级团组织要把'],
    ['staff', '工作人员要把'],
  ] as const)('says who asked: %s', (asked_by, said) => {
    expect(changeInWords({ ...change, asked_by })).toContain(said)
  })

  it('says until when the code counts, in Shanghai', () => {
    expect(changeInWords(change)).toContain('2026年11月30日 11:00 前')
  })

  it('says why its code did not arrive', () => {
    const words = changeInWords({ ...change, trouble: '这个邮箱不存在，请核对地址' })
    expect(words).toContain('验证码没有送到：这个邮箱不存在，请核对地址')
  })
})

test.each(['wrong_code', 'superseded', 'too_many_codes', 'expired', 'failed', 'unreachable'] as const)(
  'a refusal %s has a sentence with what to do',
  (outcome) => {
    expect(proofRefusalInWords({ outcome })).toMatch(/请/)
  },
)

test('a pause says how long it is, in minutes', () => {
  expect(proofRefusalInWords({ outcome: 'paused', retry_after_s: 61 })).toContain('请等 2 分钟')
})

describe('the mailbox of a registration', () => {
  const markup = (mailbox: MyMailbox) =>
    renderToStaticMarkup(
      <MailboxLine
        registrationId="r1"
        mailbox={mailbox}
        isBusy={false}
        onAsk={() => undefined}
        onWithdraw={() => undefined}
        onAnswer={() => undefined}
        onProve={async () => null}
      />,
    )

  it('offers another one', () => {
    const html = markup(own())
    expect(html).toContain('old@example.org')
    expect(html).toContain('换邮箱')
    expect(html).not.toContain('<form')
  })

  it('says what is wrong with it', () => {
    expect(markup(own({ trouble: '对方邮箱退回了信' }))).toContain('收不到我们的信：对方邮箱退回了信')
  })

  it('asks the contact for a yes or no to what others want', () => {
    const question = {
      id: change.id,
      asked_by: null,
      mailbox: 'other@example.org',
      asked_at: change.asked_at,
      due_at: change.expires_at,
    }
    const html = markup(own({ questions: [{ ...question, about: 'change' }] }))
    expect(html).toContain('有人用 other@example.org 为贵单位提出了变更信息')
    expect(html).toContain('到 2026年11月30日 11:00 没有答复，上级会打电话向贵单位核实')
    expect(html).toContain('不同意</button>')
    const wish = { ...question, about: 'mailbox' as const, asked_by: 'supervisor' as const }
    expect(
      markup(own({ questions: [wish], change: { ...change, asked_by: 'supervisor', old_mailbox: 'asked' } })),
    ).toContain('上级团组织要把联系邮箱换成 other@example.org')
  })

  it('asks the school for the code that the school wanted', () => {
    const html = markup(own({ change }))
    expect(html).toContain('新邮箱收到的六位验证码')
    expect(html).not.toContain('换邮箱</button>')
  })

  it.each([
    ['that somebody else wanted', { ...change, asked_by: 'supervisor' as const }],
    ['that did not arrive', { ...change, trouble: '退信' }],
  ])('asks for no code %s', (_, waiting) => {
    expect(markup(own({ change: waiting }))).not.toContain('六位验证码')
  })
})

it('the page behind a mail’s button confirms nothing before the press', () => {
  const untouched = () => Promise.reject(new Error('not expected while rendering'))
  const html = renderToStaticMarkup(
    <ProveMailbox
      code={{ proof: change.id, number: 1, code: '012345' }}
      gateway={{ look: untouched, prove: untouched }}
      onLeave={() => undefined}
    />,
  )
  expect(html).toContain('正在看要确认什么')
  expect(html).not.toContain('确认，这是我们的邮箱')
})

describe('what there is to confirm', () => {
  const waiting = { outcome: 'waits', purpose: 'change', mailbox: 'new@example.org' } as const

  it('names the organization and the mailbox', () => {
    const words = waitingInWords({ ...waiting, organization_name: '一中' })
    expect(words).toContain('「一中」')
    expect(words).toContain('new@example.org')
  })

  it('says no name that the register does not have', () => {
    expect(waitingInWords({ ...waiting, organization_name: null })).toContain('正在登记的单位')
  })

  it('of a check is that nothing changes', () => {
    expect(waitingInWords({ ...waiting, purpose: 'check', organization_name: '一中' })).toContain('不用换')
  })
})

describe('the gateway', () => {
  const asked: { name: string; args: unknown }[] = []
  const rpc = (data: unknown) =>
    createDatabaseCall(async () => {
      const client = {
        async rpc(name: string, args: unknown) {
          asked.push({ name, args })
          return { status: 200, data, error: null }
        },
      }
      return client as never
    })
  const post = (status: number, body: object) => async () => Response.json(body, { status })

  it('asks the database for a change', async () => {
    const gateway = supabaseOwnMailbox(
      rpc({ outcome: 'code_sent', email: 'new@example.org' }),
      createFunctionCall('', '', post(200, {})),
    )
    expect(await gateway.askChange('r1', 'new@example.org')).toMatchObject({ outcome: 'answered' })
    expect(asked).toEqual([
      { name: 'request_mailbox_change', args: { registration_id: 'r1', email: 'new@example.org' } },
    ])
  })

  it.each([
    [
      200,
      { outcome: 'proven', purpose: 'change', organization_name: '一中', mailbox: 'new@example.org' },
      'proven',
    ],
    [403, { outcome: 'wrong_code' }, 'wrong_code'],
    [502, { message: 'gateway' }, 'unreachable'],
  ] as const)('reads %i of the function by its body', async (status, body, outcome) => {
    const gateway = supabaseOwnMailbox(
      rpc(null),
      createFunctionCall('https://api.example', 'key', post(status, body)),
    )
    expect(await gateway.prove({ proof: change.id, number: 1, code: '012345' })).toMatchObject({ outcome })
  })
})

it('an undeliverable credential says why', () => {
  const credential = {
    state: 'undeliverable',
    trouble: '对方邮箱已满',
    reissue_requested_at: null,
    can_send_link: true,
    link_expires_at: null,
  } as CredentialProgress
  expect(linkStanding(credential).next).toContain('没有送到：对方邮箱已满')
})
