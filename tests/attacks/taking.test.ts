import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { keptOf } from '../fixtures/attacked.ts'
import { type Attacker, attackersOf, type School } from '../fixtures/attackers.ts'
import { submission } from '../fixtures/database/registrations.ts'

/** Everything that the API offers, pressed by who has no right to it: nothing is told, and nothing of the victim moves. */

const stack = inject('stack')
const attackers = attackersOf(stack)
const { staff } = attackers
afterAll(attackers.end)

let victim: School
let attacking: readonly Attacker[]
beforeAll(async () => {
  victim = await attackers.school()
  attacking = [
    attackers.anon,
    await attackers.stranger(),
    await attackers.school(),
    await attackers.siblingSupervisor(victim.organization),
  ]
})

const CANARY = { email: 'taken@elsewhere.example', state: 'approved' }

interface Offered {
  readonly name: string
  readonly is_volatile: boolean
  readonly takes: readonly { readonly name: string; readonly type: string }[]
}

const relations = async () =>
  (
    await staff<{ name: string }[]>`
      select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm', 'p') order by 1`
  ).map(({ name }) => name)

const functions = () => staff<Offered[]>`
  select p.proname as name, p.provolatile = 'v' as is_volatile,
    coalesce((select jsonb_agg(jsonb_build_object('name', n, 'type', format_type(t, null)) order by o)
     from unnest(p.proargnames, p.proargtypes::oid[]) with ordinality as a (n, t, o) where t is not null), '[]') as takes
  from pg_proc p where p.pronamespace = 'public'::regnamespace order by 1`

/** What an attacker who knows the victim's ids would put into a call. */
function aimedAt({ registration, organization }: School, takes: Offered['takes']): Record<string, unknown> {
  const values: Readonly<Record<string, unknown>> = {
    uuid: registration,
    text: organization,
    integer: 1,
    bigint: 1,
    boolean: true,
    jsonb: { organization_code: organization, registration_id: registration, id: registration },
    'text[]': [organization],
  }
  return Object.fromEntries(
    takes.map(({ name, type }) => [
      name,
      /mail|address/.test(name) && type === 'text' ? CANARY.email : (values[type] ?? null),
    ]),
  )
}

describe('who is neither the school nor above it', () => {
  test('writes no row of any table or view, by no method', async () => {
    const before = await keptOf(attackers, victim)
    const counts = async () =>
      Promise.all(
        (await relations()).map(
          async (name) =>
            (await staff`select count(*)::int as count from public.${staff(name)}`)[0]?.['count'],
        ),
      )
    const rows = await counts()
    for (const name of await relations())
      for (const attacker of attacking)
        for (const [method, query, prefer] of [
          ['POST', '', 'return=representation'],
          ['POST', '', 'resolution=merge-duplicates'],
          ['PATCH', `?organization_code=eq.${victim.organization}`, 'return=representation'],
          ['PATCH', '', 'return=representation'],
          ['PUT', `?id=eq.${victim.registration}`, ''],
          ['DELETE', '', 'return=representation'],
        ] as const) {
          const answer = await attacker.send(method, `/rest/v1/${name}${query}`, CANARY, { prefer })
          expect(answer.status, `${attacker.name} ${method} ${name}`).toBeGreaterThanOrEqual(400)
          expect(answer.text, `${attacker.name} ${method} ${name}`).not.toContain(victim.email)
        }
    expect(await counts()).toEqual(rows)
    expect(await keptOf(attackers, victim)).toEqual(before)
  })

  test('reads nothing of the school in any table or view, plainly, embedded or by a condition', async () => {
    for (const name of await relations())
      for (const attacker of attacking)
        for (const query of [
          '?select=*',
          '?select=*,registrations(*),contacts(*)',
          `?select=*&email=eq.${victim.email}`,
          `?select=*&or=(organization_code.eq.${victim.organization},id.eq.${victim.registration})`,
          '?select=*&order=updated_at.desc',
        ]) {
          const { text } = await attacker.send('GET', `/rest/v1/${name}${query}`)
          // What stands in the question may come back in the refusal.
          for (const secret of [victim.email, victim.registration, victim.id ?? ''].filter(
            (each) => !query.includes(each),
          ))
            expect(text, `${attacker.name} ${name}${query}`).not.toContain(secret)
        }
  })

  test('calls every function with the ids of the school in vain', async () => {
    const before = await keptOf(attackers, victim)
    const offered = await functions()
    expect(offered.length).toBeGreaterThan(20)
    for (const { name, takes } of offered.filter((each) => each.name !== 'erase_me'))
      for (const attacker of attacking)
        for (const profile of ['public', 'calls', 'private']) {
          const headers = { 'content-profile': profile, 'accept-profile': profile }
          const body = aimedAt(victim, takes)
          const { text } = await attacker.send('POST', `/rest/v1/rpc/${name}`, body, headers)
          for (const secret of [victim.email, victim.id ?? ''])
            expect(text, `${attacker.name} ${profile}.${name}`).not.toContain(secret)
        }
    expect(await keptOf(attackers, victim)).toEqual(before)
  })

  test('goes by no schema but the exposed one', async () => {
    for (const attacker of attacking)
      for (const profile of ['private', 'calls', 'auth', 'extensions', 'pg_catalog'])
        for (const path of [
          'credentials',
          'outbox',
          'users',
          'pg_authid',
          'rpc/tend',
          'rpc/install_sealing_key',
        ]) {
          const headers = { 'content-profile': profile, 'accept-profile': profile }
          const answer = await attacker.send('GET', `/rest/v1/${path}?select=*`, undefined, headers)
          expect(answer.status, `${attacker.name} ${profile}.${path}`).toBeGreaterThanOrEqual(400)
        }
  })
})

test('a GET acts for nobody, not even for the school itself, whatever method it says it is', async () => {
  const before = await keptOf(attackers, victim)
  for (const { name, takes } of (await functions()).filter(({ is_volatile }) => is_volatile)) {
    const query = new URLSearchParams(
      Object.entries(aimedAt(victim, takes)).map(([key, value]) => [
        key,
        typeof value === 'object' ? JSON.stringify(value) : String(value),
      ]),
    )
    for (const attacker of [victim, ...attacking])
      for (const headers of [{}, { 'x-http-method-override': 'POST' }, { 'x-http-method': 'DELETE' }])
        await attacker.send('GET', `/rest/v1/rpc/${name}?${query}`, undefined, { ...headers })
  }
  expect(await keptOf(attackers, victim)).toEqual(before)
})

test('what is sent beside a registration decides nothing of it', async () => {
  const stranger = await attackers.stranger()
  const other = await attackers.school()
  const before = await keptOf(attackers, other)
  const answer = await stranger.rpc('submit_registration', {
    submission: {
      ...submission({ organization_code: other.organization, purpose: 'change', note: '请把联系人换成我' }),
      wanted_account: null,
      id: other.registration,
      registration_id: other.registration,
      state: 'approved',
      writer: other.id,
      submitted_by: other.id,
      email: other.email,
      mailbox_verified_at: '2020-01-01T00:00:00Z',
      is_demonstration: true,
      decided_at: '2020-01-01T00:00:00Z',
    },
  })
  const [made] = await staff`
    select r.state, r.writer, k.email::text as email from public.registrations r left join public.contacts k on k.registration_id = r.id
    where r.organization_code = ${other.organization} and r.id <> ${other.registration}`
  if (answer.status === 200)
    expect(made).toEqual({ state: 'submitted', writer: stranger.id, email: stranger.email })
  else expect(made).toBeUndefined()
  const after = await keptOf(attackers, other)
  expect(after?.['contacts']?.[0]).toEqual(before?.['contacts']?.[0])
})

describe('a login', () => {
  test.each([
    ['PUT', '/auth/v1/user', () => ({ email: victim.email })],
    [
      'PUT',
      '/auth/v1/user',
      () => ({ data: { role: 'service_role' }, app_metadata: { role: 'supervisor' }, role: 'service_role' }),
    ],
    ['PUT', '/auth/v1/user', () => ({ password: 'a-password-of-my-own' })],
    ['POST', '/auth/v1/signup', () => ({ email: victim.email, password: 'a-password-of-my-own' })],
    [
      'POST',
      '/auth/v1/token?grant_type=password',
      () => ({ email: victim.email, password: 'a-password-of-my-own' }),
    ],
    ['POST', '/auth/v1/admin/users', () => ({ email: 'new@elsewhere.example', email_confirm: true })],
    ['POST', '/auth/v1/admin/generate_link', () => ({ type: 'magiclink', email: victim.email })],
    ['PUT', '/auth/v1/admin/users/x', () => ({ email: victim.email })],
    ['POST', '/auth/v1/verify', () => ({ type: 'email', email: victim.email, token: '000000' })],
    ['POST', '/auth/v1/token?grant_type=refresh_token', () => ({ refresh_token: 'guessed' })],
  ] as const)('becomes nobody else by %s %s, and gets no further rights', async (method, path, body) => {
    for (const attacker of attacking) {
      const answer = await attacker.send(method, path, body())
      expect(answer.text, `${attacker.name}`).not.toContain('access_token')
      expect(answer.text, `${attacker.name}`).not.toContain(victim.id ?? '')
    }
    const logins = await staff`
      select id, email::text, coalesce(email_change, '') as wanted, coalesce(encrypted_password, '') as password, role from auth.users
      where id = any (${[victim, ...attacking].flatMap(({ id }) => id ?? [])})`
    for (const { id, email } of [victim, ...attacking].filter((each) => each.id !== null))
      expect(logins).toContainEqual({ id, email, wanted: '', password: '', role: 'authenticated' })
    for (const attacker of attacking) {
      const { text } = await attacker.rpc('my_registrations')
      expect(text).not.toContain(victim.email)
    }
  })
})
