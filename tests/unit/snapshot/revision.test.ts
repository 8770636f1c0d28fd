import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RegisterChange } from '#contracts/directory.ts'
import { RELATION_NAMES, RELATIONS, type Relations } from '../../../src/lib/snapshot/relations.ts'
import { takeSnapshot } from '../../../src/lib/snapshot/snapshot.ts'
import { reviseLastSnapshot } from '../../../src/lib/snapshot/snapshot-revision.ts'
import { startRestServer } from '../../fixtures/rest-server.ts'
import { fixtureOfProvinces, fixtureState } from '../../fixtures/snapshot.ts'

const before = fixtureOfProvinces(['33'])
const { taken_at: _, ...state } = fixtureState
let folder: string
let last: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'revision-'))
  last = join(folder, 'last.sqlite')
  file = join(folder, 'next.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Logged = Pick<RegisterChange, 'relation' | 'row_key'>

/** A register that goes from `before` to `after`, says in its log what `logged` says, and is read both ways. */
async function revise(
  after: Relations,
  logged: Logged[],
  {
    revisions = [43],
    missing = 0,
    counted = after,
  }: { revisions?: number[]; missing?: number; counted?: Relations } = {},
) {
  const order = { key: 'sb_publishable_test' }
  const first = await startRestServer(before, { states: [state] })
  await takeSnapshot({ ...order, url: first.url, file: last, last: null })
  await first.close()
  const changes = logged.map((row, index) => ({ id: index + 1, revision: 43, ...row }))
  const states = revisions.map((revision) => ({ ...state, revision }))
  const second = await startRestServer({ ...counted, register_changes: changes }, { states, missing })
  try {
    const done = await reviseLastSnapshot({ ...order, url: second.url, file, last })
    return { done, asked: second.asked }
  } finally {
    await second.close()
  }
}

/** What stands in a snapshot, without the time at which it was taken. */
function contents(snapshot: string) {
  const database = new DatabaseSync(snapshot, { readOnly: true })
  const rows = RELATION_NAMES.map((name) => [
    name,
    database.prepare(`select * from ${name} order by ${RELATIONS[name].key}`).all(),
  ])
  const revision = database.prepare('select revision from register_state').all()
  database.close()
  return { rows, revision }
}

async function whole(relations: Relations) {
  const server = await startRestServer(relations, { states: [{ ...state, revision: 43 }] })
  const snapshot = join(folder, 'whole.sqlite')
  try {
    await takeSnapshot({ url: server.url, key: 'k', file: snapshot, last: null })
    return contents(snapshot)
  } finally {
    await server.close()
  }
}

const [account, ...otherAccounts] = before.accounts
const [school] = before.organizations.filter(({ kind }) => kind === 'school')
if (account === undefined || school === undefined)
  throw new Error('the fixture has neither account nor school')
const renamed = before.organizations.map((each) => (each === school ? { ...each, name: '改名中学' } : each))

describe('a snapshot that follows the last one', () => {
  it('is what a whole one would be, and asks only for the rows that changed', async () => {
    const after: Relations = {
      ...before,
      organizations: renamed,
      accounts: [...otherAccounts, { ...account, id: 9001, platform: 'zhihu', handle: 'new-one' }],
      announcements: before.announcements.slice(1),
      register_events: [
        ...before.register_events,
        {
          id: 99,
          happened_at: state.changed_at,
          event: 'renamed',
          organization_code: school.code,
          name: '改名中学',
          previous: school.name,
          platform: null,
          account: null,
        },
      ],
    }
    const { done, asked } = await revise(after, [
      { relation: 'organizations', row_key: school.code },
      { relation: 'accounts', row_key: '9001' },
      { relation: 'accounts', row_key: String(account.id) },
    ])
    expect(done).toBe(true)
    expect(contents(file)).toEqual(await whole(after))
    const rows = asked.filter(
      // Those that ask for the key alone are the counts.
      (address) => /\/(organizations|divisions)\?/.test(address) && !/select=code$/.test(address),
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]).toContain(`code=in.%28${school.code}%29`)
  })

  it('brings up what only an hour has changed', async () => {
    const after = { ...before, announcements: before.announcements.slice(0, -1) }
    expect((await revise(after, [])).done).toBe(true)
    expect(contents(file)).toEqual(await whole(after))
  })

  it.each<[string, Relations, Logged[], { revisions?: number[] }]>([
    ['a division changed', before, [{ relation: 'divisions', row_key: '330000' }], {}],
    ['a platform changed', before, [{ relation: 'platforms', row_key: 'weibo' }], {}],
    [
      'an organization is gone',
      { ...before, organizations: before.organizations.filter((each) => each !== school) },
      [{ relation: 'organizations', row_key: school.code }],
      {},
    ],
    ['a row went that no log names', { ...before, accounts: otherAccounts }, [], {}],
    ['the register went on meanwhile', before, [], { revisions: [43, 44] }],
    ['the register is at an earlier revision', before, [], { revisions: [7] }],
    [
      'more changed than is read row by row',
      before,
      Array.from({ length: 2001 }, () => ({ relation: 'organizations' as const, row_key: school.code })),
      {},
    ],
  ])('leaves it to a whole one where %s', async (_title, after, logged, options) => {
    expect((await revise(after, logged, options)).done).toBe(false)
    expect(existsSync(file)).toBe(false)
  })

  it('is refused, and leaves no file, where it points nowhere', async () => {
    const lost = renamed.map((each) =>
      each.code === school.code ? { ...each, division_code: '999999' } : each,
    )
    await expect(
      revise({ ...before, organizations: lost }, [{ relation: 'organizations', row_key: school.code }]),
    ).rejects.toThrow(`组织 ${school.code}`)
    expect(existsSync(file)).toBe(false)
  })
})
