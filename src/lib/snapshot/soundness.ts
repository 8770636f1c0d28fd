import { existsSync } from 'node:fs'
import { z } from 'zod'
import { openRegister, type Register } from './register.ts'
import { RELATION_NAMES, RELATIONS } from './relations.ts'
import { registerState } from './state.ts'

const Total = z.object({ total: z.int() })
const Loose = z.object({ what: z.string(), total: z.int() })

/** Rows that point to what was not read, or whose path is not their superior's with themselves at its end. */
const LOOSE_ENDS = `
  with loose (what) as (
    select '组织 ' || o.code from organizations o left join divisions d on d.code = o.division_code where d.code is null
    union all
    select '组织 ' || o.code from organizations o left join organizations s on s.code = o.parent_code
     where (o.parent_code is not null and s.code is null) or o.path <> coalesce(s.path || '.', '') || o.code
    union all
    select '账号 ' || a.id from accounts a
      left join organizations o on o.code = a.organization_code left join platforms p on p.id = a.platform
     where o.code is null or p.id is null
    union all
    select '公告 ' || n.slug from announcements n left join organizations o on o.code = n.issuer_code where o.code is null)
  select min(what) as what, count(*) as total from loose having count(*) > 0`

function refuseLooseEnds(register: Register): void {
  const [loose] = register.rows(Loose, LOOSE_ENDS)
  if (loose !== undefined)
    throw new Error(`有 ${loose.total} 行指向没有读到的地区、组织或平台，例如${loose.what}。网站保持原样。`)
}

/** More than this share of a relation's rows does not go between two sites; what is closed or withdrawn by the way is far less. */
const BELIEVED = 0.05
/** Of one province's organizations, which are few among the nation's, not so many as this share. */
const UNBELIEVED_OF_PROVINCE = 0.2

const InProvince = z.object({ code: z.string(), name: z.string(), total: z.int() })
const IN_PROVINCES = `
  select p.code, p.name, o.total from divisions p
  join (select substr(division_code, 1, 2) || '0000' as code, count(*) as total from organizations group by 1) o on o.code = p.code
  where p.level = 'province'`

interface Counted {
  words: string
  before: number
  now: number
}

/** How much is gone. A single row is a decision, such as a notice that is withdrawn. */
function shareLost({ before, now }: Counted): number {
  return before - now <= 1 ? 0 : (before - now) / before
}

function relationsOf(last: Register, register: Register): Counted[] {
  const count = (each: Register, name: string) =>
    each.row(Total, `select count(*) as total from ${name}`).total
  return RELATION_NAMES.map((name) => ({
    words: RELATIONS[name].words,
    before: count(last, name),
    now: count(register, name),
  }))
}

function provincesOf(last: Register, register: Register): Counted[] {
  const left = new Map(register.rows(InProvince, IN_PROVINCES).map(({ code, total }) => [code, total]))
  return last.rows(InProvince, IN_PROVINCES).map(({ code, name, total }) => ({
    words: `${name}的组织`,
    before: total,
    now: left.get(code) ?? 0,
  }))
}

/** What lost more than is believed since the last snapshot. An emptied table is an accident far more often than news. */
function lossesSince(last: Register, register: Register): Counted[] {
  return [
    ...relationsOf(last, register).filter((each) => shareLost(each) > BELIEVED),
    ...provincesOf(last, register).filter((each) => shareLost(each) >= UNBELIEVED_OF_PROVINCE),
  ]
}

function withLast<Result>(lastFile: string, read: (last: Register) => Result): Result {
  const last = openRegister(lastFile)
  try {
    return read(last)
  } finally {
    last.close()
  }
}

/**
 * Refuses a snapshot that cannot be right: a row that points nowhere, or more rows gone than is believed since the last one. Without a
 * last one no loss is refused, nor where staff said of a later revision than the last one's that it is right; `believedLoss` asks which
 * that is. Throws a sentence that says what to do.
 */
export async function refuseUnsound(
  file: string,
  lastFile: string | null,
  believedLoss: () => Promise<number | null>,
): Promise<void> {
  const register = openRegister(file)
  try {
    refuseLooseEnds(register)
    if (lastFile === null || !existsSync(lastFile)) return
    const { losses, revision } = withLast(lastFile, (last) => ({
      losses: lossesSince(last, register),
      revision: registerState(last).revision,
    }))
    if (losses.length === 0 || ((await believedLoss()) ?? 0) > revision) return
    const lost = losses.map(({ words, before, now }) => `${words}从 ${before} 行减到 ${now} 行`)
    throw new Error(
      `${lost.join('，')}，减少得太多，网站保持原样。请先查明是不是误删；如果确实要减少，在 private.believed_losses 里加一行写明原因，网站就会重新发布，只管这一次。`,
    )
  } finally {
    register.close()
  }
}
