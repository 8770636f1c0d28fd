import { z } from 'zod'
import type { Register } from '../snapshot/register.ts'
import { type Counts, divisionCounts } from './counts.ts'
import { percentOf, tileOf } from './province-tiles.ts'
import { type ChildDivision, childDivisions } from './tree.ts'

/** A province with its place among the tiles; `percent` of what is expected is registered. */
export type Province = ChildDivision & { shortName: string; percent: number; row: number; column: number }

export interface Home {
  counts: Counts
  officialAccounts: number
  /** The 31 that have a tile, in the order of their codes. */
  provinces: Province[]
}

/** 内蒙古 for 内蒙古自治区, 北京 for 北京市: names of provinces as people say them. */
export function shortProvinceName(name: string): string {
  return name.replace(/(省|市|(壮族|回族|维吾尔)?自治区|特别行政区)$/, '')
}

const Total = z.object({ total: z.int() })
const OFFICIAL = `select count(*) as total from accounts a join platforms p on p.id = a.platform
  where a.official and p.is_alive`

export function home(register: Register): Home {
  const provinces = childDivisions(register, '000000').flatMap((province) => {
    const shortName = shortProvinceName(province.name)
    const tile = tileOf(shortName)
    return tile === null ? [] : [{ ...province, ...tile, shortName, percent: percentOf(province) }]
  })
  return {
    counts: divisionCounts(register, '000000'),
    officialAccounts: register.row(Total, OFFICIAL).total,
    provinces,
  }
}
