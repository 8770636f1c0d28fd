import { existsSync } from 'node:fs'
import { z } from 'zod'
import { openRegister, type Register } from './register.ts'
import { RELATION_NAMES, RELATIONS } from './relations.ts'

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

/** An emptied table is an accident far more often than news. */
function refuseDrop(register: Register, last: Register, maxDrop: number): void {
  for (const name of RELATION_NAMES) {
    const count = (each: Register) => each.row(Total, `select count(*) as total from ${name}`).total
    const [before, now] = [count(last), count(register)]
    if (now < before * (1 - maxDrop))
      throw new Error(
        `${RELATIONS[name].words}从 ${before} 行减到 ${now} 行，超过了允许的 ${Math.round(maxDrop * 100)}%。网站保持原样；如果确实要减少，请把 SNAPSHOT_MAX_DROP 设为更大的数（0 到 1）再发布。`,
      )
  }
}

/**
 * Refuses a snapshot that cannot be right: a row that points nowhere, or a relation that lost more than `maxDrop` (0 to 1)
 * of the rows it had in the last one. Without a last one no loss is refused. Throws a sentence that says what to do.
 */
export function refuseUnsound(file: string, lastFile: string | null, maxDrop: number): void {
  const register = openRegister(file)
  try {
    refuseLooseEnds(register)
    if (lastFile === null || !existsSync(lastFile)) return
    const last = openRegister(lastFile)
    try {
      refuseDrop(register, last, maxDrop)
    } finally {
      last.close()
    }
  } finally {
    register.close()
  }
}
