import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { DeskTask } from '#contracts/desk/task.ts'
import { DeskTable } from '../../../src/components/desk/kit/DeskTable.tsx'
import { DeskDetail } from '../../../src/components/desk/troubles/DeskDetail.tsx'
import { databaseDesk } from '../../../src/lib/desk/desk-gateway.ts'
import { changeOnDesk, rowOfTask } from '../../../src/lib/desk/troubles/desk-words.ts'

const id = '3f0c2a1e-9d5b-4c7a-8e21-0b6f4d2a9c11'
const task: DeskTask = {
  id: 7,
  kind: 'undeliverable',
  reason: '这个邮箱不存在，请核对地址',
  opened_at: '2026-11-23T03:00:00Z',
  organization_code: '100120',
  organization_name: '桐庐县第一中学',
  registration_id: id,
  contact: {
    name: '程晚晴',
    post: '团委书记',
    phone: null,
    mobile: '13777700001',
    email: 'c@school.example.org',
  },
  change: null,
  credential: {
    id,
    platform: 'bilibili',
    nickname: null,
    state: 'undeliverable',
    is_expired: false,
    sent_at: null,
    link_expires_at: null,
    opened_at: null,
    activated_at: null,
    reminders: 2,
    can_send_link: true,
    reissue_requested_at: null,
    trouble: '这个邮箱不存在，请核对地址',
  },
}
const gateway = databaseDesk(() => Promise.reject(new Error('not expected while rendering')))
const detail = (different: Partial<DeskTask> = {}) =>
  renderToStaticMarkup(
    <DeskDetail
      task={{ ...task, ...different }}
      gateway={gateway}
      isBusy={false}
      act={async () => undefined}
    />,
  )

describe('what waits for a code', () => {
  const change = {
    id,
    code_number: 1,
    email: 'new@example.org',
    asked_by: 'supervisor',
    old_mailbox: 'undeliverable',
    asked_at: '2026-11-23T03:00:00Z',
    code_sent_at: '2026-11-23T03:00:00Z',
    expires_at: '2026-11-30T03:00:00Z',
    trouble: null,
  } as const
  test('says until when, or why the code did not arrive', () => {
    expect(changeOnDesk(change)).toContain('2026年11月30日 11:00 前确认')
    expect(changeOnDesk({ ...change, trouble: '邮箱满了' })).toContain('没有送到：邮箱满了')
    expect(changeOnDesk({ ...change, old_mailbox: 'asked' })).toContain('到 2026年12月7日 11:00 还没有答复')
  })
})

describe('one thing on the desk', () => {
  test('says why, whom to call, and offers another mailbox and another link', () => {
    const html = detail()
    for (const said of [
      task.reason,
      '程晚晴',
      'tel:13777700001',
      '已提醒 2 次',
      '发送验证码',
      '再发一个链接',
    ])
      expect(html).toContain(said)
    expect(html).not.toContain('学校已启用')
  })

  test('offers the word of the school once the credential is opened, and a new hand-out where nothing is sealed', () => {
    const opened = task.credential && { ...task.credential, state: 'opened' as const, can_send_link: false }
    const html = detail({ kind: 'not_activated', credential: opened })
    expect(html).toContain('学校已启用')
    expect(html).toContain('要求重新发放')
  })

  test('that goes through a bundle has no mailbox to mend', () => {
    expect(detail({ registration_id: null, contact: null })).not.toContain('发送验证码')
  })
})

test('the table names its rows by buttons, marks the chosen one by more than colour, and says how many there are', () => {
  const html = renderToStaticMarkup(
    <DeskTable
      rows={[task, { ...task, id: 8 }].map(rowOfTask)}
      chosen={8}
      total={120}
      onChoose={() => undefined}
      onMore={() => undefined}
    />,
  )
  expect(html.match(/<th scope="row"><button/g)).toHaveLength(2)
  expect(html.match(/aria-current="true"/g)).toHaveLength(1)
  expect(html).toContain('120')
  expect(html).toContain('再看五十件')
})
