import { z } from 'zod'
import { Account, Organization, Platform } from '#contracts/directory.ts'
import { shanghaiDay } from '#contracts/time.ts'
import { addressOf } from '../directory/folding.ts'
import { webAddress } from '../site/addresses.ts'
import type { Register } from '../snapshot/register.ts'
import type { VerifyEntry } from './entry.ts'
import { keyOf } from './keys.ts'
import { canBeMistaken } from './look-alike.ts'

const flag = z.union([z.literal(0), z.literal(1)]).transform((number) => number === 1)

const Row = Account.omit({ official: true, subject: true, handed_over_on: true }).extend({
  official: flag,
  platform_name: Platform.shape.name,
  is_alive: flag,
  name: Organization.shape.name,
  status: Organization.shape.status,
  division_code: Organization.shape.division_code,
})

const ROWS = `select a.id, a.organization_code, a.project, a.platform, a.nickname, a.handle, a.address, a.state, a.official, a.opened_on,
    a.verified_on, a.closed_on, a.checked_at, p.name as platform_name, p.is_alive, o.name, o.status, o.division_code
  from accounts a join platforms p on p.id = a.platform join organizations o on o.code = a.organization_code`

const day = (time: string | null): string | null => (time === null ? null : shanghaiDay(time))

/** All accounts on record, or those of some organizations, by id. */
export function* verifyEntries(
  register: Register,
  owners: readonly string[] | null,
): Generator<VerifyEntry, void> {
  const rows =
    owners === null
      ? register.each(Row, `${ROWS} order by a.id`)
      : register.each(
          Row,
          `${ROWS} where a.organization_code in (select value from json_each(?)) order by a.id`,
          JSON.stringify(owners),
        )
  for (const row of rows) yield entryOf(register, row)
}

function entryOf(register: Register, row: z.output<typeof Row>): VerifyEntry {
  return {
    id: row.id,
    platform: row.platform,
    platform_name: row.platform_name,
    alive: row.is_alive,
    nickname: row.nickname,
    handle: row.handle,
    address: webAddress(row.address),
    project: row.project,
    owner: row.organization_code,
    name: row.name,
    page: addressOf(register, {
      code: row.organization_code,
      status: row.status,
      division_code: row.division_code,
    }),
    state: row.state,
    official: row.official && row.is_alive,
    verified_on: row.verified_on,
    closed_on: row.closed_on,
    checked_on: day(row.checked_at),
  }
}

/** What an account is found by. */
export function keysOf({ handle, nickname }: VerifyEntry): string[] {
  return [...new Set([handle, nickname].flatMap((name) => (name === null ? [] : [keyOf(name)])))]
}

/** The handle that another one may be mistaken for: an official account's, where somebody chose it. */
export function knownHandle(entry: VerifyEntry): string | null {
  const { official, handle } = entry
  return official && handle !== null && canBeMistaken(handle) ? handle : null
}
