import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openRegister } from '../../../src/lib/snapshot/register.ts'
import type { Relations } from '../../../src/lib/snapshot/relations.ts'
import { takeSnapshot } from '../../../src/lib/snapshot/snapshot.ts'
import { registerState } from '../../../src/lib/snapshot/state.ts'
import { startRestServer } from '../../fixtures/rest-server.ts'
import { fixtureOfProvinces, fixtureRelations, fixtureState } from '../../fixtures/snapshot.ts'

const small = fixtureOfProvinces(['33'])
const { taken_at: _, ...state } = fixtureState
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'snapshot-'))
  file = join(folder, 'snapshot.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function take(
  rows: { [Name in keyof Relations]?: Relations[Name] | undefined },
  behaviour: { revisions?: number[]; missing?: number } = {},
  maxDrop = 0.2,
) {
  const states = (behaviour.revisions ?? [42]).map((revision) => ({ ...state, revision }))
  const server = await startRestServer(rows, { states, missing: behaviour.missing ?? 0 })
  try {
    const draft = join(folder, 'next.sqlite')
    await takeSnapshot({ url: server.url, key: 'sb_publishable_test', file: draft, last: file, maxDrop })
    renameSync(draft, file)
    return server.asked
  } finally {
    await server.close()
  }
}

function count(relation: string): number {
  const register = openRegister(file)
  try {
    return register.row(z.object({ total: z.int() }), `select count(*) as total from ${relation}`).total
  } finally {
    register.close()
  }
}

describe('a snapshot of the register', () => {
  it('holds every row, although REST gives a thousand at a time', async () => {
    const asked = await take(fixtureRelations)
    expect(fixtureRelations.organizations.length).toBeGreaterThan(5000)
    expect(count('organizations')).toBe(fixtureRelations.organizations.length)
    expect(count('divisions')).toBe(fixtureRelations.divisions.length)
    expect(count('accounts')).toBe(fixtureRelations.accounts.length)
    expect(asked.filter((address) => address.includes('code=gt.')).length).toBeGreaterThan(8)
  })

  it('asks for the columns of the contract by name, so that a new column is never carried along', async () => {
    const asked = await take(small)
    expect(asked.filter((address) => address.includes('select=*'))).toEqual([])
    expect(asked.find((address) => address.includes('/accounts?'))).toContain('checked_at')
  })

  it('is read again when the register changed meanwhile, and shows the revision it ended with', async () => {
    const asked = await take(small, { revisions: [1, 2, 2] })
    expect(asked.filter((address) => address.includes('/platforms?')).length).toBe(2)
    const register = openRegister(file)
    expect(registerState(register).revision).toBe(2)
    register.close()
  })

  it('is given up when the register never rests', async () => {
    await expect(take(small, { revisions: [1, 2, 3, 4, 5, 6, 7] })).rejects.toThrow('一直在变化')
    expect(existsSync(file)).toBe(false)
  })

  it('is refused when fewer rows came than were counted', async () => {
    await expect(take(small, { missing: 1 })).rejects.toThrow(/应有 \d+ 行，只读到 \d+ 行/)
    expect(readdirSync(folder)).toEqual([])
  })

  it('is refused when a relation lost more than its share, and the last one stays', async () => {
    await take(small)
    const before = count('organizations')
    const halved = { ...small, accounts: [], announcements: [] }
    await expect(take(halved)).rejects.toThrow('SNAPSHOT_MAX_DROP')
    expect(count('organizations')).toBe(before)
    expect(count('announcements')).toBe(small.announcements.length)
    await take(halved, {}, 1)
    expect(count('announcements')).toBe(0)
  })

  it.each([
    [
      'an address that is a script',
      { accounts: [{ ...small.accounts[0], address: 'javascript:alert(1)' }] },
      '账号',
    ],
    ['a level that does not exist', { organizations: [{ ...small.organizations[0], level: 6 }] }, '组织'],
    ['a row that points nowhere', { divisions: small.divisions.slice(1) }, '组织'],
  ])('is refused with %s', async (_title, broken, name) => {
    await expect(take({ ...small, ...(broken as Partial<Relations>) })).rejects.toThrow(name)
    expect(existsSync(file)).toBe(false)
  })

  it('says in words which relation could not be read', async () => {
    await expect(take({ ...small, accounts: undefined })).rejects.toThrow(
      '读取账号失败：没有 accounts。网站保持原样。',
    )
  })
})
