import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, describe, expect, inject, test, vi } from 'vitest'
import { type Attacker, attackersOf, type School, type Supervisor } from '../fixtures/attackers.ts'
import { submission } from '../fixtures/database/registrations.ts'
import { mailboxAt } from '../fixtures/stack.ts'

/** Who would have the account of a school that is not theirs: by a request, a recovery, a race, or a mailbox that looks like another. */

const stack = inject('stack')
const attackers = attackersOf(stack)
const { staff, anon } = attackers
const mailbox = mailboxAt(stack.mailboxUrl)
const dashboard = postgres(stack.databaseUrl.staff, { max: 1 })
const owner = postgres(stack.databaseUrl.superuser, { max: 1 })
afterAll(async () => {
  await attackers.end()
  await dashboard.end()
  await owner.end()
})

const change = (organization_code: string, different: object = {}) =>
  submission({
    purpose: 'change',
    organization_code,
    existing_accounts: [],
    wanted_account: null,
    note: '电话号码改了，请更新',
    ...different,
  })

async function handIn(by: Attacker, handedIn: object): Promise<string> {
  const receipt = await by.rpc('submit_registration', { submission: handedIn })
  expect(receipt.text).toContain('"id"')
  return JSON.parse(receipt.text).id
}

function askRecovery(by: Attacker, organization_code: string) {
  const contact = { name: '王建国', post: '团委书记', phone: null, mobile: '13800000001' }
  return by.rpc('request_recovery', {
    request: { organization_code, why: 'person_left', contact, note: null },
  })
}

async function recoveryOf(organization: string) {
  const [row] = await staff`
    select id, state, registration_id from private.recoveries where organization_code = ${organization} order by asked_at desc limit 1`
  return row
}

interface Issued {
  readonly credential_id: string
}

const typed = (organization_code: string) => ({
  organization_code,
  platform: 'bilibili',
  login_name: 'school',
  initial_password: 'Initial-2026',
})

async function issue(organization: string): Promise<string> {
  const [row] = await staff<
    Issued[]
  >`insert into public.credential_intake ${staff(typed(organization))} returning credential_id`
  return row?.credential_id ?? ''
}

/** The link to this credential that arrived in a mailbox, as the page would post it. */
async function linkIn(email: string, credential: string) {
  const found = (await mailbox.messages(email))
    .map(({ text }) => new RegExp(`#(${credential})\\.(\\d+)\\.([\\w-]{43})`).exec(text))
    .find((match) => match !== null)
  return found && { credential: found[1], generation: Number(found[2]), token: found[3] }
}

async function contactOf(school: School): Promise<string> {
  const [row] = await staff`
    select (private.present_contact(${school.organization})).email::text as email`
  return row?.email
}

async function questionsTo(school: Attacker): Promise<{ id: string; mailbox: string }[]> {
  const mine: { mailbox: { questions: { id: string; mailbox: string }[] } }[] = JSON.parse(
    (await school.rpc('my_registrations')).text,
  )
  return mine.flatMap((one) => one.mailbox.questions)
}

describe('somebody who is nobody', () => {
  test('is told of another school’s registration, credential and questions that they are not there', async () => {
    const victim = await attackers.school()
    const credential = await issue(victim.organization)
    const stranger = await attackers.stranger()
    const other = await attackers.school()
    const beside = await attackers.siblingSupervisor(victim.organization)
    await handIn(stranger, change(victim.organization))
    const [question] = await questionsTo(victim)
    await askRecovery(stranger, victim.organization)
    const recovery = await recoveryOf(victim.organization)
    const email = `${randomUUID()}@stranger.example.org`
    for (const attacker of [anon, stranger, other, beside])
      for (const [name, args] of [
        ['request_credential_link', { credential_id: credential }],
        ['request_mailbox_change', { registration_id: victim.registration, email }],
        ['withdraw_mailbox_change', { registration_id: victim.registration }],
        ['withdraw_registration', { registration_id: victim.registration }],
        ['answer_contact_question', { question_id: question?.id, agrees: true }],
        ['submit_registration', { submission: change(victim.organization, { id: victim.registration }) }],
        ['desk_change_mailbox', { registration_id: victim.registration, email }],
        ['desk_withdraw_change', { registration_id: victim.registration }],
        ['desk_send_link', { credential_id: credential }],
        ['desk_confirm_activation', { credential_id: credential }],
        ['desk_decide_recovery', { recovery_id: recovery?.id, is_approved: true }],
      ] as const) {
        const answer = await attacker.rpc(name, args)
        expect(answer.status, `${attacker.name}: ${name} ${answer.text}`).toBeGreaterThanOrEqual(400)
      }
    expect(await contactOf(victim)).toBe(victim.email)
  })

  test('has what is written into a hand-in beside its fields thrown away', async () => {
    const victim = await attackers.school()
    const stranger = await attackers.stranger()
    const id = await handIn(stranger, {
      ...change(victim.organization),
      state: 'approved',
      writer: victim.id,
      from_present_contact: true,
      registration_id: victim.registration,
      contact: {
        name: '王建国',
        post: '团委书记',
        phone: null,
        mobile: '13800000001',
        email: victim.email,
        registration_id: victim.registration,
      },
    })
    const [row] = await staff`
      select r.state, r.writer, r.from_present_contact, k.email::text as email
      from public.registrations r join public.contacts k on k.registration_id = r.id where r.id = ${id}`
    expect(row).toEqual({
      state: 'submitted',
      writer: stranger.id,
      from_present_contact: false,
      email: stranger.email,
    })
  })
})

describe('a request that is handed in again for another school', () => {
  async function moved() {
    const accomplice = await attackers.school()
    const victim = await attackers.school()
    const stranger = await attackers.stranger()
    const id = await handIn(stranger, change(accomplice.organization))
    const [asked] = await questionsTo(accomplice)
    await staff`update public.registrations set state = 'returned', decision_reason = '请补充说明' where id = ${id}`
    await handIn(stranger, change(victim.organization, { id }))
    return { accomplice, victim, stranger, id, asked }
  }

  test('is asked about there, and the first school’s contact answers it no more', async () => {
    const { accomplice, victim, stranger, asked } = await moved()
    expect(await questionsTo(accomplice)).toEqual([])
    expect(await questionsTo(victim)).toMatchObject([{ mailbox: stranger.email }])
    const answer = await accomplice.rpc('answer_contact_question', { question_id: asked?.id, agrees: true })
    expect(answer.status).toBe(400)
    expect(await contactOf(victim)).toBe(victim.email)
    await vi.waitFor(async () => {
      const subjects = (await mailbox.messages(victim.email)).map(({ subject }) => subject)
      expect(subjects).toContainEqual(expect.stringContaining('有别的邮箱提出了登记'))
    }, 15_000)
  })

  test('becomes a recovery of that school, with the number of its own contact to telephone', async () => {
    const { victim, id } = await moved()
    await staff`update private.foreign_requests set due_at = now() where request_id = ${id}`
    await staff`select private.raise_foreign_requests()`
    expect(await recoveryOf(victim.organization)).toMatchObject({
      state: 'asked',
      registration_id: victim.registration,
    })
  })

  test('by staff, who put it where it belongs, is asked about there as well', async () => {
    const accomplice = await attackers.school()
    const victim = await attackers.school()
    const id = await handIn(await attackers.stranger(), change(accomplice.organization))
    await staff`update public.registrations set organization_code = ${victim.organization} where id = ${id}`
    expect(await questionsTo(accomplice)).toEqual([])
    expect(await questionsTo(victim)).toHaveLength(1)
  })

  test('takes no yes along that another school gave', async () => {
    const school = await attackers.school()
    const victim = await attackers.school()
    const stranger = await attackers.stranger()
    const id = await handIn(stranger, change(school.organization))
    const [asked] = await questionsTo(school)
    expect(
      (await school.rpc('answer_contact_question', { question_id: asked?.id, agrees: true })).status,
    ).toBe(200)
    await staff`update public.registrations set state = 'returned', decision_reason = '请补充说明' where id = ${id}`
    await handIn(stranger, change(victim.organization, { id }))
    const proofs = await staff`select state from private.mailbox_proofs where request_id = ${id}`
    expect(proofs).toEqual([{ state: 'withdrawn' }])
  })
})

describe('a recovery', () => {
  test('that was asked of a contact whose registration is taken back moves no later contact', async () => {
    const victim = await attackers.school()
    const stranger = await attackers.stranger()
    await askRecovery(stranger, victim.organization)
    const above = await attackers.supervisorAbove(victim.organization)
    await staff`update public.registrations set state = 'withdrawn' where id = ${victim.registration}`
    const rightful = await attackers.stranger()
    const first = await handIn(
      rightful,
      submission({ organization_code: victim.organization, wanted_account: null }),
    )
    await staff`update public.registrations set state = 'approved' where id = ${first}`
    const asked = await recoveryOf(victim.organization)
    expect(asked?.state).toBe('refused')
    const decided = await above.rpc('desk_decide_recovery', { recovery_id: asked?.id, is_approved: true })
    expect(decided.status).toBe(400)
    expect(await contactOf(victim)).toBe(rightful.email)
  })

  test('of an organization that was closed is neither asked nor agreed to', async () => {
    const victim = await attackers.school()
    const stranger = await attackers.stranger()
    await askRecovery(stranger, victim.organization)
    const above = await attackers.supervisorAbove(victim.organization)
    await staff`update public.organizations set closed_on = private.today() where code = ${victim.organization}`
    const asked = await recoveryOf(victim.organization)
    const decided = await above.rpc('desk_decide_recovery', { recovery_id: asked?.id, is_approved: true })
    expect(JSON.parse(decided.text)).toMatchObject({ hint: 'recovery-no-contact' })
    const again = await askRecovery(await attackers.stranger(), victim.organization)
    expect(JSON.parse(again.text)).toMatchObject({ hint: 'recovery-not-registered' })
    await staff`update public.organizations set closed_on = null where code = ${victim.organization}`
    expect(await contactOf(victim)).toBe(victim.email)
  })
})

describe('a supervisor', () => {
  const behindPlus = ({ email }: Supervisor) => email.replace('@', '+school@')

  test('does not give a school to the own mailbox under another spelling', async () => {
    const victim = await attackers.school()
    const above = await attackers.supervisorAbove(victim.organization)
    for (const email of [
      behindPlus(above),
      behindPlus(above).toUpperCase(),
      above.email.replace('@', '＠'),
    ]) {
      const answer = await above.rpc('desk_change_mailbox', { registration_id: victim.registration, email })
      expect(JSON.parse(answer.text), email).toMatchObject({ hint: 'mailbox-of-staff' })
    }
  })

  test('does not decide on the own request under another spelling', async () => {
    const victim = await attackers.school()
    const above = await attackers.supervisorAbove(victim.organization)
    await askRecovery(await attackers.stranger(behindPlus(above)), victim.organization)
    const asked = await recoveryOf(victim.organization)
    const decided = await above.rpc('desk_decide_recovery', { recovery_id: asked?.id, is_approved: true })
    expect(JSON.parse(decided.text)).toMatchObject({ hint: 'desk-own-request' })
    expect(await contactOf(victim)).toBe(victim.email)
  })
})

describe('while a credential is typed in, the contact becomes another one,', () => {
  /** What staff import stays open for as long as the file is long. */
  async function race(first: 'intake' | 'recovery') {
    const school = await attackers.school()
    const successor = await attackers.stranger()
    await askRecovery(successor, school.organization)
    const recovery = await recoveryOf(school.organization)
    const takeIn = (sql: postgres.ISql) =>
      sql<
        Issued[]
      >`insert into public.credential_intake ${sql(typed(school.organization))} returning credential_id`
    const agree = (sql: postgres.ISql) =>
      sql<Issued[]>`update private.recoveries set state = 'approved' where id = ${recovery?.id}`
    let later: Promise<readonly Issued[]> = Promise.resolve([])
    const sooner = await dashboard.begin(async (open) => {
      const done = await (first === 'intake' ? takeIn : agree)(open)
      later = (first === 'intake' ? agree : takeIn)(staff)
      later.catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, 700))
      return done
    })
    const [issued] = first === 'intake' ? sooner : await later
    await later
    return { school, successor, credential: issued?.credential_id ?? '' }
  }

  test.each(['intake', 'recovery'] as const)(
    'the %s being first: no link opens but the new contact’s',
    async (first) => {
      const { school, successor, credential } = await race(first)
      expect(await contactOf(school)).toBe(successor.email)
      const link = await vi.waitFor(async () => {
        const found = await linkIn(successor.email ?? '', credential)
        expect(found).toBeDefined()
        return found
      }, 15_000)
      const reader = 'A'.repeat(43)
      const old = await linkIn(school.email, credential)
      if (old)
        expect(
          (await anon.send('POST', '/functions/v1/open-credential', { ...old, reader })).status,
        ).not.toBe(200)
      const opened = await anon.send('POST', '/functions/v1/open-credential', { ...link, reader })
      expect(JSON.parse(opened.text)).toMatchObject({ outcome: 'opened', login_name: 'school' })
    },
  )
})

test.each(['intake', 'move'] as const)(
  'an account that is moved to another school while its credential is typed in leaves no link behind, the %s being first',
  async (first) => {
    const school = await attackers.school()
    const receiver = await attackers.school()
    const takeIn = (sql: postgres.ISql) =>
      sql<
        Issued[]
      >`insert into public.credential_intake ${sql(typed(school.organization))} returning credential_id`
    const move = (sql: postgres.ISql) => sql<Issued[]>`
      update public.accounts set organization_code = ${receiver.organization}, platform = 'weibo'
      where organization_code = ${school.organization}`
    let later: Promise<readonly Issued[]> = Promise.resolve([])
    await dashboard.begin(async (open) => {
      await (first === 'intake' ? takeIn : move)(open)
      later = (first === 'intake' ? move : takeIn)(staff)
      later.catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, 700))
    })
    await later
    const left = await staff`
      select c.state from private.credentials c join public.accounts a on a.id = c.account_id
      where a.organization_code = any (${[school.organization, receiver.organization]}) and c.state <> 'revoked'`
    expect(left).toEqual([])
  },
)

test('a session that somebody left open proves no mailbox by being refreshed', async () => {
  const school = await attackers.school()
  const ask = () =>
    school.rpc('request_mailbox_change', {
      registration_id: school.registration,
      email: `${randomUUID()}@school.example.org`,
    })
  await owner`update auth.sessions set created_at = now() - interval '1 hour' where user_id = ${school.id}`
  await owner`update auth.users set last_sign_in_at = now() where id = ${school.id}`
  expect(JSON.parse((await ask()).text)).toMatchObject({ hint: 'mailbox-old-unproven' })
  await owner`update auth.sessions set created_at = now() where user_id = ${school.id}`
  expect((await ask()).status).toBe(200)
})

describe('a mailbox that looks like another one', () => {
  const look = `tuanwei.${randomUUID().slice(0, 8)}@kschool.example.org`
  test.each([
    ['a Cyrillic letter', look.replace('a', '\u0430')],
    ['a Cyrillic letter in its host', look.replace('school', 's\u0441hool')],
    ['a dotless i', look.replace('wei', 'we\u0131')],
    ['a full-width letter', look.replace('t', '\uff54')],
    ['a zero-width space', look.replace('tuan', 'tuan\u200b')],
    ['a soft hyphen', look.replace('tuan', 'tuan\u00ad')],
    ['an accent that is put on top', look.replace('tuan', 'tuan\u0301')],
    ['an ideographic full stop', look.replace('.example', '\u3002example')],
    ['a full stop at its end', `${look}.`],
  ])('by %s gets no login', async (_, email) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const answer = await anon.send('POST', '/auth/v1/otp', { email, create_user: true })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await mailbox.messages(email)).toEqual([])
  })

  test('by a letter that is the same once it is small is the same login, and its code goes to the mailbox on record', async () => {
    const known = await attackers.stranger(look)
    await mailbox.clear()
    await anon.send('POST', '/auth/v1/otp', { email: look.replace('k', '\u212a').toUpperCase() })
    const sent = await vi.waitFor(async () => {
      const found = await mailbox.messages()
      expect(found.length).toBeGreaterThan(0)
      return found
    })
    expect(new Set(sent.flatMap(({ to }) => to))).toEqual(new Set([known.email]))
  })
})
