import type { Sql, TransactionSql } from 'postgres'
import { PLATFORMS } from '../../../functions/_shared/contracts/platforms.ts'
import { insertList, LISTS } from '../../lists.ts'
import { insertPlatforms, type ReportProgress } from '../../load-register.ts'
import { type NationalSet, nationalSet } from '../national-set.ts'
import { NATIONAL_SIZE } from '../register/organizations.ts'
import { type RealRegister, readRealRegister } from '../register/real-register.ts'
import {
  insertAccounts,
  insertAnnouncements,
  insertContacts,
  insertDivisions,
  insertOrganizations,
  insertPersons,
  insertRegistrations,
  sayWhoFiled,
} from './insert-rows.ts'
import { type GeneratedRelation, hasGeneratedRows, holdLedger, recordAdded } from './ledger.ts'
import { lastNews, recordNewsOfReal } from './news.ts'
import { noteInAudit, whileQuiet } from './quiet-triggers.ts'
import { advanceCodes, raiseBanner, registerReal } from './real-changes.ts'
import { storedRegister } from './stored-register.ts'

const BATCH = 5000
/** The first batch of a table is small: its triggers still work with plans that were made for an empty one. */
const FIRST = 500

export type AddedRows = Partial<Record<GeneratedRelation, number>>

/**
 * Adds generated organizations, accounts, registrations and announcements to a register until it holds `size` organizations, in
 * one transaction: a load that is broken off leaves nothing. Where the register is empty the real one goes in with it. Throws a sentence
 * where the register holds real registrations, was filled before, or holds more organizations already.
 */
export async function loadNational(
  sql: Sql,
  { size = NATIONAL_SIZE, onProgress = () => {} }: { size?: number; onProgress?: ReportProgress } = {},
): Promise<AddedRows> {
  return await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`
    await holdLedger(tx)
    await refuseUnfit(tx)
    const stored = await storedRegister(tx)
    const isEmpty = stored.organizations.length === 0
    if (size < stored.organizations.length)
      throw new Error(
        `the register holds ${stored.organizations.length} organizations already; ask for as many or more, or load into an empty database`,
      )
    const set = nationalSet(isEmpty ? await realRegister(stored) : stored, size)
    return await whileQuiet(tx, async () => {
      const since = await lastNews(tx)
      await raiseBanner(tx)
      const counts = await insertSet(tx, set, stored, onProgress)
      await advanceCodes(tx, stored.last_code + 1)
      if (!isEmpty) await registerReal(tx, set.organizations)
      await recordNewsOfReal(tx, since)
      await noteInAudit(tx, 'insert', counts)
      return counts
    })
  })
}

async function refuseUnfit(tx: TransactionSql): Promise<void> {
  if (await hasGeneratedRows(tx))
    throw new Error(
      'generated organizations are there already; take them away first: npm run seed:national -- --undo',
    )
  const [state] = await tx`
    select is_demonstration, (select count(*)::integer from public.registrations) as registrations from public.register_state`
  if (state?.registrations > 0 && state?.is_demonstration !== true)
    throw new Error(
      `this register holds ${state?.registrations} real registrations; generated organizations must never stand among real ones`,
    )
}

/** The real register for a database that has none, with the codes that this database has given. */
async function realRegister({ last_code }: RealRegister): Promise<RealRegister> {
  const real = await readRealRegister()
  return { ...real, last_code: Math.max(real.last_code, last_code) }
}

async function insertSet(
  tx: TransactionSql,
  set: NationalSet,
  stored: RealRegister,
  onProgress: ReportProgress,
): Promise<AddedRows> {
  const counts: AddedRows = {}
  const put = async <Row>(
    relation: GeneratedRelation,
    rows: readonly Row[],
    insert: (batch: readonly Row[]) => Promise<string[]>,
  ): Promise<void> => {
    let done = 0
    while (done < rows.length) {
      const batch = rows.slice(done, done + (done === 0 ? FIRST : BATCH))
      const keys = await insert(batch)
      if (keys.length > 0) await recordAdded(tx, relation, keys)
      counts[relation] = (counts[relation] ?? 0) + keys.length
      // Fresh statistics make the triggers plan again, while the table is small and when it is no more.
      if (done === 0 || done === FIRST + BATCH) await tx.unsafe(`analyze ${relation}`)
      done += batch.length
      onProgress(relation, done, rows.length)
    }
  }
  const known = new Set(stored.organizations.map(({ code }) => code))
  const added = set.organizations.filter(({ code }) => !known.has(code))
  const offset = await reserveAccounts(tx, set.accounts.length)

  for (const list of LISTS) {
    const known = await storedKeys(tx, list.name, list.key)
    const missing = list.rows.filter((row) => !known.has(String(row[list.key])))
    await put(`public.${list.name}`, missing, async (rows) => {
      await insertList(tx, list, rows)
      return rows.map((row) => String(row[list.key]))
    })
  }
  const platforms = await storedKeys(tx, 'platforms', 'id')
  const missing = PLATFORMS.filter(({ id }) => !platforms.has(id))
  await put('public.platforms', missing, async (rows) => {
    await insertPlatforms(tx, rows)
    return rows.map(({ id }) => id)
  })
  await put('public.divisions', stored.organizations.length === 0 ? set.divisions : [], (rows) =>
    insertDivisions(tx, rows),
  )
  await put('public.organizations', added, (rows) => insertOrganizations(tx, rows))
  await put('public.accounts', set.accounts, (rows) => insertAccounts(tx, rows, offset))
  const persons = set.accounts.filter(({ person }) => person !== null)
  await put('public.account_persons', persons, (rows) => insertPersons(tx, rows, offset))
  await put('public.registrations', set.registrations, (rows) => insertRegistrations(tx, rows))
  await put('public.contacts', set.registrations, (rows) => insertContacts(tx, rows))
  await sayWhoFiled(tx)
  await put('public.announcements', set.announcements, (rows) => insertAnnouncements(tx, rows))
  return counts
}

async function storedKeys(tx: TransactionSql, table: string, key: string): Promise<Set<string>> {
  const rows = await tx`select ${tx(key)}::text as key from public.${tx(table)}`
  return new Set(rows.map((row) => row.key))
}

/** Takes `count` numbers in a row from the accounts' sequence and returns the one before them. Nobody else writes meanwhile. */
async function reserveAccounts(tx: TransactionSql, count: number): Promise<number> {
  const [row] = await tx`select nextval('public.accounts_id_seq')::integer as first`
  if (count > 1) await tx`select setval('public.accounts_id_seq', ${row?.first + count - 1})`
  return row?.first - 1
}
