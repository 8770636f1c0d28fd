import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { type Attacker, attackersOf } from '../fixtures/attackers.ts'
import { submission } from '../fixtures/database/registrations.ts'

const attackers = attackersOf(inject('stack'))
afterAll(() => attackers.end())

/** A free school, with nothing else about it. */
async function anOrganization(): Promise<string> {
  const [row] = await attackers.staff<{ code: string }[]>`
    select o.code from public.organizations o
    where o.kind = 'school' and o.status = 'expected' and not exists (select from public.registrations r where r.organization_code = o.code)
    order by o.code desc limit 1`
  if (!row) throw new Error('no school is left that is only expected')
  return row.code
}

const handInOf = (organization_code: string, different: object = {}) => ({
  submission: submission({
    organization_code,
    existing_accounts: [],
    wanted_account: { platform: 'bilibili', nickname: '某某中学团委' },
    ...different,
  }),
})

async function written(by: Attacker) {
  const [counts] = await attackers.staff`
    select (select count(*)::integer from public.registrations r where r.writer = ${by.id}) as registrations,
      (select count(*)::integer from private.outbox o where o.recipient = ${by.email}) as mails`
  return counts
}

describe('the same hand-in', () => {
  test('sent a hundred times at once is one registration, one mail and a hundred receipts', async () => {
    const writer = await attackers.stranger()
    const handIn = handInOf(await anOrganization(), { key: randomUUID() })
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => writer.rpc('submit_registration', handIn)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ text }) => JSON.parse(text).id)).size).toBe(1)
    expect(await written(writer)).toEqual({ registrations: 1, mails: 1 })
  })

  test('is told by its words too: another under a key that was used is neither swallowed nor taken for the first', async () => {
    const [writer, thief] = [await attackers.stranger(), await attackers.stranger()]
    const organization = await anOrganization()
    const key = randomUUID()
    const send = async (by: Attacker, different: object) => {
      const answer = await by.rpc('submit_registration', handInOf(organization, { key, ...different }))
      return { status: answer.status, ...JSON.parse(answer.text) }
    }
    const first = await send(writer, {})
    expect(await send(writer, {})).toEqual(first)
    expect(await send(writer, { note: '改了一个字' })).toMatchObject({ hint: 'registration-open-already' })
    expect((await send(thief, {})).id).not.toBe(first.id)
    const elsewhere = await send(writer, { organization_code: await anOrganization() })
    expect(elsewhere.status).toBe(200)
    expect(elsewhere.id).not.toBe(first.id)
    await attackers.staff`update public.registrations set state = 'returned', decision_reason = '请写全' where id = ${first.id}`
    expect(await send(writer, { id: first.id, note: '写全了' })).toMatchObject({
      id: first.id,
      state: 'submitted',
    })
  })

  test('takes no body without end', async () => {
    const writer = await attackers.stranger()
    for (const [name, body] of [
      ['submit_registration', { submission: { note: '长'.repeat(100_000) } }],
      ['request_recovery', { request: { note: '长'.repeat(100_000) } }],
    ] as const)
      expect(JSON.parse((await writer.rpc(name, body)).text).hint).toBe('registration-too-large')
  })

  test('sent at once without a key, or under a key each time, is one registration all the same', async () => {
    const writer = await attackers.stranger()
    const organization = await anOrganization()
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, place) =>
        writer.rpc(
          'submit_registration',
          handInOf(organization, place % 2 === 0 ? {} : { key: randomUUID() }),
        ),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const refused = answers.filter(({ status }) => status !== 200).map(({ text }) => JSON.parse(text).hint)
    expect(new Set(refused)).toEqual(new Set(['registration-open-already']))
    expect(await written(writer)).toEqual({ registrations: 1, mails: 1 })
  })
})
