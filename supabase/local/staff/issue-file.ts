import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Sql } from 'postgres'
import { decodeSheet, readRecords, UnpairedQuote } from '../../functions/_shared/contracts/text/csv.ts'
import { CommandError } from '../process/command-error.ts'

const COLUMNS: Record<string, string> = {
  account_id: 'account_id',
  账号编号: 'account_id',
  organization_code: 'organization_code',
  组织编号: 'organization_code',
  platform: 'platform',
  平台: 'platform',
  login_name: 'login_name',
  登录名: 'login_name',
  initial_password: 'initial_password',
  初始密码: 'initial_password',
  bundle: 'bundle',
  转交包: 'bundle',
}
const CHUNK = 200

/** A line of the file as `credential_intake` takes it. Holds a password: it is printed nowhere. */
export type IntakeLine = Readonly<Record<string, string>> & { readonly batch_row: string }

export interface LineResult {
  readonly line: number
  readonly outcome: 'sealed' | 'known' | 'refused'
  readonly reason: string
}

/** Lines of an account that stands in an earlier line too: the second of two passwords would end the first one's link. */
export function repeatedLines(lines: readonly IntakeLine[]): LineResult[] {
  const seen = new Map<string, string>()
  const repeated: LineResult[] = []
  for (const { account_id = '', organization_code = '', platform = '', batch_row } of lines) {
    const account = (account_id.trim() || `${organization_code.trim()} ${platform.trim()}`).trim()
    const earlier = seen.get(account)
    // Where the columns are in a wrong order it may be a password that stands here: it is not said.
    if (earlier !== undefined && account !== '')
      repeated.push({
        line: Number(batch_row),
        outcome: 'refused',
        reason: `和第 ${earlier} 行是同一个账号，请只留一行`,
      })
    else seen.set(account, batch_row)
  }
  return repeated
}

function recordsOf(text: string) {
  try {
    return readRecords(text)
  } catch (error) {
    if (error instanceof UnpairedQuote) throw new CommandError(error.message)
    throw error
  }
}

/** @throws CommandError where a quote is not closed, the heads are not those of credential_intake, one stands twice, a line has more fields than there are heads, or there is no line */
export function readIntake(text: string): IntakeLine[] {
  const [head, ...records] = recordsOf(text.replace(/^\uFEFF/, ''))
  const names = (head?.fields ?? []).map((name) => COLUMNS[name.trim()])
  const wrong = head?.fields.filter((_, place) => names[place] === undefined) ?? []
  if (wrong.length > 0 && names.some((name) => name !== undefined))
    throw new CommandError(
      `第一行有认不出的列名：${wrong.join('、')}。可用的列：${Object.keys(COLUMNS).join('、')}`,
    )
  const hasAccount =
    names.includes('account_id') || (names.includes('organization_code') && names.includes('platform'))
  if (!hasAccount || !names.includes('login_name') || !names.includes('initial_password'))
    throw new CommandError(
      '第一行应写列名：organization_code、platform、login_name、initial_password；前两列也可以换成 account_id',
    )
  const twice = head?.fields.find((_, place) => names.indexOf(names[place]) < place)
  if (twice !== undefined) throw new CommandError(`第一行有两列是同一样：${twice}`)
  if (records.length === 0) throw new CommandError('文件里只有列名，没有要录入的行')
  return records.map(({ line, fields }) => {
    if (fields.length > names.length) throw new CommandError(`第 ${line} 行的列比第一行多，请核对逗号和引号`)
    return {
      ...Object.fromEntries(names.map((name, place) => [name, fields[place] ?? ''])),
      batch_row: String(line),
    }
  })
}

/** Takes the lines in, a chunk a statement; lines of the batch that are sealed already are known and left alone. */
export async function takeInLines(
  sql: Sql,
  batch: string,
  lines: readonly IntakeLine[],
  onProgress: (done: number) => void,
): Promise<LineResult[]> {
  const results: LineResult[] = []
  for (let from = 0; from < lines.length; from += CHUNK) {
    const chunk = lines.slice(from, from + CHUNK)
    const numbers = chunk.map((line) => line.batch_row)
    const before = await sql`select batch_row from public.credential_intake
      where batch = ${batch} and batch_row = any (${numbers}) and credential_id is not null`
    const known = new Set(before.map((row) => row.batch_row))
    const fresh = JSON.stringify(chunk.filter((line) => !known.has(line.batch_row)))
    await sql`
      insert into public.credential_intake (account_id, organization_code, platform, login_name, initial_password, bundle, batch, batch_row)
      select account_id, organization_code, platform, login_name, initial_password, bundle, ${batch}, batch_row
      from jsonb_to_recordset(${fresh}::text::jsonb) as line (account_id text, organization_code text, platform text, login_name text,
        initial_password text, bundle text, batch_row text)`
    const after =
      await sql`select batch_row, result, credential_id is not null as is_sealed from public.credential_intake
      where batch = ${batch} and batch_row = any (${numbers})`
    for (const row of after)
      results.push({
        line: Number(row.batch_row),
        outcome: known.has(row.batch_row) ? 'known' : row.is_sealed ? 'sealed' : 'refused',
        reason: row.result,
      })
    onProgress(Math.min(from + CHUNK, lines.length))
  }
  return results.sort((a, b) => a.line - b.line)
}

class DryRun extends Error {}

const sentence = ({ line, reason }: LineResult) => `第 ${line} 行：${reason}`

export async function issueFile(
  sql: Sql,
  file: string,
  options: { readonly batch?: string | undefined; readonly isDryRun: boolean },
): Promise<void> {
  const lines = readIntake(decodeSheet(readFileSync(file)))
  const batch = options.batch ?? basename(file)
  const repeated = repeatedLines(lines)
  if (repeated.length > 0 && !options.isDryRun) throw new CommandError(repeated.map(sentence).join('\n'))
  const passedOver = new Set(repeated.map(({ line }) => String(line)))
  const tried = lines.filter(({ batch_row }) => !passedOver.has(batch_row))
  let results: LineResult[] = []
  const progress = createBar(tried.length)
  if (options.isDryRun)
    await sql
      .begin(async (attempt) => {
        results = await takeInLines(attempt as unknown as Sql, batch, tried, progress)
        throw new DryRun()
      })
      .catch((error: unknown) => {
        if (!(error instanceof DryRun)) throw error
      })
  else results = await takeInLines(sql, batch, tried, progress)
  const refused = [...repeated, ...results.filter(({ outcome }) => outcome === 'refused')].sort(
    (a, b) => a.line - b.line,
  )
  for (const result of refused) console.error(sentence(result))
  const count = (outcome: LineResult['outcome']) =>
    results.filter((result) => result.outcome === outcome).length
  console.log(
    `${options.isDryRun ? '试运行，什么也没有保存。' : `批次「${batch}」。`}共 ${lines.length} 行：封存 ${count('sealed')}，以前已封存 ${count('known')}，未收下 ${refused.length}`,
  )
  if (refused.length > 0) process.exitCode = 1
}

function createBar(total: number): (done: number) => void {
  const { stderr } = process
  return (done) => {
    if (!stderr.isTTY) return
    const filled = Math.round((done / Math.max(1, total)) * 30)
    stderr.write(
      `\r[${'#'.repeat(filled)}${'.'.repeat(30 - filled)}] ${done}/${total}${done === total ? '\n' : ''}`,
    )
  }
}
