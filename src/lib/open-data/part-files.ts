import { gzipSync } from 'node:zlib'
import type { Register } from '../snapshot/register.ts'
import { BYTE_ORDER_MARK, type Cell, csvLine } from '../spreadsheet/writer.ts'
import { ACCOUNT_COLUMNS, type Column, ORGANIZATION_COLUMNS } from './dictionary.ts'
import { divisionRange } from './parts.ts'
import { entriesWhere, type OrganizationEntry } from './records.ts'

const namesOf = (columns: readonly Column[]): string[] =>
  columns.filter(({ only }) => only !== 'sqlite').map(({ name }) => name)

const ORGANIZATIONS = namesOf(ORGANIZATION_COLUMNS)
const ACCOUNTS = namesOf(ACCOUNT_COLUMNS)

/** How a CSV file begins; the national file has it once, before the lines of all parts. */
export const CSV_HEADS = {
  'organizations.csv': Buffer.from(BYTE_ORDER_MARK + csvLine(ORGANIZATIONS)),
  'accounts.csv': Buffer.from(BYTE_ORDER_MARK + csvLine(ACCOUNTS)),
} as const

function line(columns: readonly string[], record: Readonly<Record<string, Cell>>): string {
  return csvLine(columns.map((name) => record[name] ?? null))
}

export interface TextFiles {
  'organizations.csv': Buffer
  'accounts.csv': Buffer
  /** One organization a line, its accounts within; gzip members can be joined end to end. */
  'register.ndjson.gz': Buffer
}

function ndjsonLine({ organization, accounts }: OrganizationEntry): string {
  const own = accounts.map(({ organization_code: _, ...account }) => account)
  return `${JSON.stringify({ ...organization, accounts: own })}\n`
}

/** The text files of one part. The largest province has some 7,000 organizations: about 5 MB at a time. */
export function textFiles(register: Register, part: string): TextFiles {
  let organizations = ''
  let accounts = ''
  let entries = ''
  for (const entry of entriesWhere(register, 'o.division_code between ? and ?', ...divisionRange(part))) {
    organizations += line(ORGANIZATIONS, entry.organization)
    for (const account of entry.accounts) accounts += line(ACCOUNTS, account)
    entries += ndjsonLine(entry)
  }
  return {
    'organizations.csv': Buffer.concat([CSV_HEADS['organizations.csv'], Buffer.from(organizations)]),
    'accounts.csv': Buffer.concat([CSV_HEADS['accounts.csv'], Buffer.from(accounts)]),
    'register.ndjson.gz': gzipSync(entries, { level: 6 }),
  }
}
