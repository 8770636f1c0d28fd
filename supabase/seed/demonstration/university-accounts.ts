import type { Sql, TransactionSql } from 'postgres'
import { z } from 'zod'
import { recogniseAddress } from '../../functions/_shared/contracts/addresses/recognise.ts'
import { readRows } from '../rows.ts'

/** A row of `university-accounts.ndjson`, as two public repositories had it between 2019 and 2023. Nobody has checked it since. */
const FoundAccount = z.object({
  platform: z.string(),
  handle: z.string(),
  url: z.string(),
  name: z.string(),
  org: z.string(),
  org_kind: z.string(),
})

/** When they were opened is not told: by this day at the latest. */
const OPENED_BY = '2023-12-31'

export interface FoundAccounts {
  added: number
  /** What was left out, each with the reason. */
  left: string[]
}

/** 中国石油大学北京 is 中国石油大学（北京）. */
const plain = (name: string) => name.replace(/[（）()\s]/g, '')

type Found = z.output<typeof FoundAccount>

async function insertAccount(tx: Sql | TransactionSql, row: Found, code: string): Promise<string | null> {
  const recognised = recogniseAddress(row.url)
  if (recognised === null) return '网址不是名录所记平台的主页'
  const { platform, handle, address } = recognised
  const [held] = await tx`
    select from public.accounts
    where platform = ${platform} and closed_on is null and (organization_code = ${code} or lower(handle) = lower(${handle}))`
  if (held !== undefined) return '该校在这个平台已有账号'
  // It may say itself which account is its own; one that was merely found would stand in the way of that.
  const [open] = await tx`
    select from public.registrations where organization_code = ${code} and state in ('submitted', 'returned')`
  if (open !== undefined) return '该校正在登记'
  await tx`
    insert into public.accounts (organization_code, platform, nickname, handle, address, opened_on)
    values (${code}, ${platform}, ${row.name}, ${handle}, ${address}, ${OPENED_BY})`
  return null
}

/**
 * Adds the accounts that universities were found to have, opened and unverified, to those that have none on that platform.
 * Accounts of a part of a university, of a name that the register does not know, or of no platform of ours are left out and named.
 */
export async function loadUniversityAccounts(tx: Sql | TransactionSql): Promise<FoundAccounts> {
  const rows = await readRows(new URL('university-accounts.ndjson', import.meta.url), FoundAccount)
  const universities = await tx`select code, name from public.organizations where kind = 'university'`
  const codes = new Map(universities.map(({ code, name }) => [plain(name), String(code)]))
  const found: FoundAccounts = { added: 0, left: [] }
  for (const row of rows) {
    const code = codes.get(plain(row.org))
    const reason =
      row.org_kind !== 'university'
        ? '是校内单位的账号'
        : code === undefined
          ? '名录里没有这个名称'
          : await insertAccount(tx, row, code)
    if (reason === null) found.added += 1
    else found.left.push(`${row.name} ${row.url}：${reason}`)
  }
  return found
}
