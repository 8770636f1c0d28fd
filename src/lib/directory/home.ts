import { z } from 'zod'
import { type AnnouncementLine, newest } from '../announcements/hall.ts'
import { type Counts, divisionCounts } from './counts.ts'
import type { Register } from './register.ts'
import { type ChildDivision, childDivisions } from './tree.ts'

/** GB/T 2260 gives the six regions by the first digit of the code. */
const REGIONS = [
  ['1', '华北'],
  ['2', '东北'],
  ['3', '华东'],
  ['4', '中南'],
  ['5', '西南'],
  ['6', '西北'],
] as const

export interface Home {
  counts: Counts
  officialAccounts: number
  regions: { name: string; provinces: (ChildDivision & { shortName: string })[] }[]
  announcements: AnnouncementLine[]
}

/** 内蒙古 for 内蒙古自治区, 北京 for 北京市: names of provinces as people say them. */
export function shortProvinceName(name: string): string {
  return name.replace(/(省|市|(壮族|回族|维吾尔)?自治区|特别行政区)$/, '')
}

const Total = z.object({ total: z.int() })
const OFFICIAL = `select count(*) as total from accounts a join platforms p on p.id = a.platform
  where a.official and p.is_alive`

export function home(register: Register): Home {
  const provinces = childDivisions(register, '000000').map((province) => ({
    ...province,
    shortName: shortProvinceName(province.name),
  }))
  return {
    counts: divisionCounts(register, '000000'),
    officialAccounts: register.row(Total, OFFICIAL).total,
    regions: REGIONS.map(([digit, name]) => ({
      name,
      provinces: provinces.filter((province) => province.code.startsWith(digit)),
    })),
    announcements: newest(register, 5),
  }
}
