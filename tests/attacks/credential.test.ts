import { afterAll, expect, inject, test, vi } from 'vitest'
import { handOut } from '../fixtures/attacked.ts'
import { attackersOf, type School } from '../fixtures/attackers.ts'
import { submission } from '../fixtures/database/registrations.ts'
import { mailboxAt } from '../fixtures/stack.ts'

/** Who else could come by a credential, or by a second look at one. */

const stack = inject('stack')
const attackers = attackersOf(stack)
const { anon, staff } = attackers
const mailbox = mailboxAt(stack.mailboxUrl)
afterAll(attackers.end)

const open = (link: object, reader: string) =>
  anon.send('POST', '/functions/v1/open-credential', { ...link, reader: reader.padEnd(43, 'r') })
const outcome = ({ text }: { text: string }): unknown => JSON.parse(text).outcome

const lettersTo = async (email: string) =>
  (await mailbox.messages(email)).filter(({ text }) => text.includes('/credential#'))

test('of fifty who press at once one opens, and the others learn nothing of what stood there', async () => {
  const link = await handOut(attackers, stack, await attackers.school())
  const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => open(link, `reader-${index}-`)))
  expect(answers.filter((answer) => outcome(answer) === 'opened')).toHaveLength(1)
  for (const answer of answers.filter((each) => outcome(each) !== 'opened')) {
    expect(answer.status).toBe(410)
    expect(answer.text).not.toContain('canary')
  }
})

test('no link opens under another generation, another credential, or once it was replaced', async () => {
  const [one, two] = [await attackers.school(), await attackers.school()]
  const mine = await handOut(attackers, stack, one)
  const theirs = await handOut(attackers, stack, two)
  for (const forged of [
    { ...mine, credential: theirs.credential },
    { ...theirs, token: mine.token },
    { ...theirs, generation: theirs.generation + 1 },
    { ...theirs, generation: '1', token: [theirs.token] },
    { ...theirs, token: theirs.token.toLowerCase() },
  ])
    expect(outcome(await open(forged, 'forger'))).toMatch(/wrong_link|too_many_attempts/)
  const renewed = await handOut(attackers, stack, two)
  expect(outcome(await open(theirs, 'replayed'))).toBe('revoked')
  expect(outcome(await open(renewed, 'honest'))).toBe('opened')
})

test('a change that a stranger asks for, approved or not, brings neither contact nor credential to the stranger', async () => {
  const victim: School = await attackers.school()
  const waiting = await handOut(attackers, stack, victim)
  const stranger = await attackers.stranger()
  const asked = await stranger.rpc('submit_registration', {
    submission: {
      ...submission({ purpose: 'change', organization_code: victim.organization, existing_accounts: [] }),
      wanted_account: null,
      note: '联系人换了，请更新为我的邮箱',
    },
  })
  if (asked.status === 200) {
    const id: string = JSON.parse(asked.text).id
    await staff`update public.registrations set state = 'approved' where id = ${id}`.catch(() => undefined)
  }
  const later = await handOut(attackers, stack, victim)
  expect(later.credential).not.toBe(waiting.credential)
  for (const credential of [waiting, later].map((link) => link.credential))
    expect((await lettersTo(stranger.email ?? '')).map(({ text }) => text).join()).not.toContain(credential)
  const links = await stranger.rpc('my_registrations')
  expect(links.text).not.toContain(later.credential)
  for (const called of ['request_credential_link', 'desk_send_link', 'desk_confirm_activation'])
    await stranger.rpc(called, { credential: later.credential, credential_id: later.credential })
  await vi.waitFor(
    async () => {
      const [queue] = await staff`select count(*)::int as waiting from private.outbox where state = 'queued'`
      expect(queue).toEqual({ waiting: 0 })
    },
    { timeout: 15_000, interval: 300 },
  )
  expect(await lettersTo(stranger.email ?? '')).toEqual([])
  expect(outcome(await open(later, 'the-school'))).toBe('opened')
})

test('a supervisor beside sends and confirms nothing that is the school’s', async () => {
  const victim = await attackers.school()
  const link = await handOut(attackers, stack, victim)
  const sibling = await attackers.siblingSupervisor(victim.organization)
  const state = async () =>
    (await staff`select state, generation from private.credentials where id = ${link.credential}`)[0]
  // The provider tells of its letter in its own time.
  const before = await vi.waitFor(
    async () => {
      const reported = await state()
      expect(reported?.state).toBe('delivered')
      return reported
    },
    { timeout: 15_000, interval: 300 },
  )
  for (const called of ['desk_send_link', 'desk_confirm_activation'])
    for (const name of ['credential_id', 'credential', 'id'])
      expect((await sibling.rpc(called, { [name]: link.credential })).status).toBeGreaterThanOrEqual(400)
  for (const called of ['desk_change_mailbox', 'desk_withdraw_change', 'desk_registrations'])
    await sibling.rpc(called, {
      registration_id: victim.registration,
      address: sibling.email,
      email: sibling.email,
    })
  expect(await state()).toEqual(before)
  expect((await mailbox.messages(sibling.email)).filter(({ subject }) => !subject.includes('登录'))).toEqual(
    [],
  )
  expect(outcome(await open(link, 'the-school'))).toBe('opened')
})
