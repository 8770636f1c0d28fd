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
const hundredAccounts = small.accounts
  .slice(0, 1)
  .flatMap((account) => Array.from({ length: 100 }, (_, index) => ({ ...account, id: index + 1 })))
const some = { ...small, accounts: hundredAccounts }
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
  behaviour: { revisions?: number[]; missing?: number; believed?: number } = {},
) {
  const believed_loss = behaviour.believed ?? null
  const states = (behaviour.revisions ?? [42]).map((revision) => ({ ...state, revision, believed_loss }))
  const server = await startRestServer(rows, { states, missing: behaviour.missing ?? 0 })
  try {
    const draft = join(folder, 'next.sqlite')
    await takeSnapshot({ url: server.url, key: 'sb_publishable_test', file: draft, last: file })
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

  const without = (share: number, rows: Relations = some): Relations => {
    const accounts = rows.accounts.slice(Math.floor(rows.accounts.length * share))
    return { ...rows, accounts }
  }

  it('is refused when a relation lost more than a twentieth, and the last one stays', async () => {
    await take(some)
    const before = count('accounts')
    await expect(take(without(0.08))).rejects.toThrow(
      new RegExp(`^账号从 ${before} 行减到 \\d+ 行，减少得太多，网站保持原样。.*private.believed_losses`),
    )
    expect(count('accounts')).toBe(before)
    await take(without(0.05))
    expect(count('accounts')).toBeLessThan(before)
  })

  it('is refused when a relation was emptied, and not when a single row went', async () => {
    await take(small)
    await expect(take({ ...small, accounts: [] })).rejects.toThrow(/账号从 \d+ 行减到 0 行/)
    await take({ ...small, announcements: small.announcements.slice(1) })
    expect(count('announcements')).toBe(small.announcements.length - 1)
  })

  it('is refused when a province lost a fifth of its organizations, by the name of the province', async () => {
    const two = { ...fixtureOfProvinces(['33', '63']), accounts: [], announcements: [], register_events: [] }
    const inProvince = two.organizations.filter((each) => each.division_code.startsWith('63'))
    const superiors = new Set(two.organizations.map(({ parent_code }) => parent_code))
    const leaves = inProvince.filter(({ code }) => !superiors.has(code)).map(({ code }) => code)
    const losing = (number: number): Relations => {
      const gone = new Set(leaves.slice(0, number))
      return { ...two, organizations: two.organizations.filter(({ code }) => !gone.has(code)) }
    }
    const fifth = Math.ceil(inProvince.length / 5)
    expect(leaves.length).toBeGreaterThan(fifth)
    expect(fifth).toBeLessThan(two.organizations.length / 20)
    await take(two)
    await expect(take(losing(fifth))).rejects.toThrow(
      `青海省的组织从 ${inProvince.length} 行减到 ${inProvince.length - fifth} 行，减少得太多`,
    )
    await take(losing(fifth - 1))
  })

  it('is believed once where staff said that the loss is right', async () => {
    await take(some)
    await take(without(0.11), { revisions: [44], believed: 43 })
    const left = count('accounts')
    const further = without(0.11, without(0.11))
    await expect(take(further, { revisions: [45], believed: 43 })).rejects.toThrow('减少得太多')
    await expect(take(further, { revisions: [45], believed: 44 })).rejects.toThrow('减少得太多')
    expect(count('accounts')).toBe(left)
    await take(further, { revisions: [46], believed: 46 })
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
