import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Answer, type Attacker, attackersOf, type School } from '../fixtures/attackers.ts'
import { PERSON } from '../fixtures/database/registrations.ts'

const attackers = attackersOf(inject('stack'))
afterAll(() => attackers.end())

let victim: School
/** Every table that no request is granted: those that hold persons or cases, and whatever else is nobody's business. */
let closed: { schema: string; name: string; column: string }[]
const others = new Map<string, Attacker>()

beforeAll(async () => {
  victim = await attackers.school()
  await attackers.staff`analyze`
  closed = await attackers.staff`
    select n.nspname as schema, c.relname as name, min(a.attname) as column
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where n.nspname in ('public', 'private') and c.relkind in ('r', 'v') and not a.attisdropped
      and not has_any_column_privilege('anon', c.oid, 'select')
    group by 1, 2 order by 1, 2`
  for (const attacker of [
    attackers.anon,
    await attackers.stranger(),
    await attackers.school(),
    await attackers.siblingSupervisor(victim.organization),
  ])
    others.set(attacker.name, attacker)
})

const outsiders = ['anon', 'stranger', 'school', 'sibling supervisor']
const COUNTS = ['planned', 'estimated', 'exact']

function ask(
  name: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  const attacker = others.get(name)
  if (attacker === undefined) throw new Error(`nobody is called ${name}`)
  return attacker.send(method, `/rest/v1/${path}`, undefined, headers)
}

/** What an answer tells: without what names the question. */
const told = ({ status, headers, text }: Answer, asked: string) => ({
  status,
  range: headers.get('content-range'),
  text: text.replaceAll(asked, '…'),
})

describe.each(outsiders)('%s', (name) => {
  test.each(COUNTS)('is told no count of a table of persons or cases by count=%s', async (count) => {
    expect(closed.map((table) => table.name)).toEqual(
      expect.arrayContaining([
        'contacts',
        'registrations',
        'staff_members',
        'credential_intake',
        'tasks',
        'outbox',
      ]),
    )
    for (const table of closed)
      for (const method of ['GET', 'HEAD']) {
        const profile = { 'accept-profile': table.schema, prefer: `count=${count}` }
        const answer = await ask(name, `${table.name}?select=${table.column}`, profile, method)
        expect(answer.status, table.name).toBeGreaterThanOrEqual(400)
        expect(answer.headers.get('content-range') ?? '*', table.name).not.toMatch(/\/\d/)
      }
  })

  test.each(COUNTS)(
    'cannot tell by count=%s whether a number, a mailbox or a rival is there',
    async (count) => {
      const guesses = [
        ['contacts?select=id&mobile=eq.', PERSON.mobile, '13000000000'],
        ['contacts?select=id&name=eq.', PERSON.name, '查无此人'],
        ['contacts?select=id&email=eq.', victim.email, 'nobody@school.example.org'],
        ['contacts?select=id&email=gte.', victim.email, 'zzzz@school.example.org'],
        ['registrations?select=id&organization_code=eq.', victim.organization, '000000'],
        ['registrations?select=id&id=eq.', victim.registration, '00000000-0000-4000-8000-000000000000'],
        [
          'staff_members?select=id&email=eq.',
          others.get('sibling supervisor')?.email ?? '',
          'nobody@example.org',
        ],
      ]
      for (const [question, right, wrong] of guesses) {
        const answers: ReturnType<typeof told>[] = []
        for (const guess of [right, wrong]) {
          const path = `${question}${encodeURIComponent(guess ?? '')}`
          answers.push(told(await ask(name, path, { prefer: `count=${count}` }), guess ?? ''))
        }
        expect(answers[0], question).toEqual(answers[1])
        expect(answers[0]?.status, question).toBeGreaterThanOrEqual(400)
      }
    },
  )

  test('reaches none by way of a table that is open', async () => {
    const code = `code=eq.${victim.organization}`
    for (const path of [
      `organizations?${code}&select=code,registrations(id)`,
      `organizations?${code}&select=code,registrations!inner(id,contacts!inner(mobile))&registrations.contacts.mobile=eq.${PERSON.mobile}`,
      `organizations?${code}&select=code,staff_members(email)`,
      `organizations?${code}&select=code,...registrations(note)`,
      `organizations?${code}&select=code,mistake_reports(said)`,
      'accounts?select=id,account_persons(real_name)',
      'accounts?select=id,account_persons!inner(real_name)&account_persons.real_name=like.*',
      'accounts?select=id,credential_intake(account_id)',
      'organizations?select=code&order=registrations(created_at)',
    ])
      for (const count of ['none', ...COUNTS]) {
        const answer = await ask(name, path, count === 'none' ? {} : { prefer: `count=${count}` })
        expect(answer.status, path).toBeGreaterThanOrEqual(400)
        expect(answer.headers.get('content-range') ?? '*', path).not.toMatch(/\/\d/)
      }
  })

  test('writes none, and is not told by the refusal whether a row is there', async () => {
    for (const method of ['POST', 'PATCH', 'DELETE'])
      for (const table of closed) {
        const answer = await others
          .get(name)
          ?.send(
            method,
            `/rest/v1/${table.name}?${table.column}=is.null`,
            method === 'DELETE' ? undefined : {},
            {
              'content-profile': table.schema,
              prefer: 'return=representation,count=planned',
            },
          )
        expect(answer?.status, `${method} ${table.name}`).toBeGreaterThanOrEqual(400)
      }
  })

  test.each(['calls', 'private'])('calls nothing in %s by its own name', async (schema) => {
    const functions = await attackers.staff`
      select distinct proname as name from pg_proc where pronamespace = ${schema}::regnamespace`
    expect(functions.length).toBeGreaterThan(30)
    for (const called of functions.slice(0, 20)) {
      const answer = await others
        .get(name)
        ?.send('POST', `/rest/v1/rpc/${called.name}`, {}, { 'content-profile': schema })
      expect(answer?.status, called.name).toBe(406)
    }
  })
})

test('the school itself and the supervisor above are answered', async () => {
  const mine = await victim.rpc('my_registrations')
  expect(mine.status).toBe(200)
  expect(mine.text).toContain(victim.email)
  const above = await attackers.supervisorAbove(victim.organization)
  const below = await above.rpc('desk_registrations')
  expect(below.status).toBe(200)
  expect(below.text).toContain(victim.email)
  for (const name of outsiders) {
    const answer = await others.get(name)?.rpc('desk_registrations')
    expect(answer?.text).not.toContain(victim.email)
    expect((await others.get(name)?.rpc('operator_contacts'))?.text).not.toContain(victim.email)
  }
})
