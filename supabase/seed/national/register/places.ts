import type { RealDivision } from './real-register.ts'

/** What a school's name may say about its place. */
export interface PlaceNames {
  readonly code: string
  /** 桐庐县 */
  readonly name: string
  /** 桐庐; the whole name where one character would be left (易县). */
  readonly short: string
  /** 杭州市; empty where no prefecture stands above (济源市) or the place is one itself. */
  readonly city: string
  readonly cityShort: string
  /** 浙江省 */
  readonly province: string
  readonly provinceCode: string
  /** A district, whose schools are often numbered by the city. */
  readonly isUrban: boolean
  /** 回族, 蒙古族 … where the place or the prefecture is autonomous. */
  readonly people: string | null
}

const PEOPLES =
  '蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|鄂温克|保安|裕固|鄂伦春|独龙|各'
// In Xinjiang the word 族 is left out for these.
const BARE_PEOPLES = '哈萨克|柯尔克孜|锡伯|塔吉克|蒙古'
const AUTONOMY = new RegExp(`(?:(?:${PEOPLES})族|(?:${BARE_PEOPLES})(?=[^族]))+(?:自治[县旗州]|区)$`)
const KIND = /(?:(?<=架)林区|特区|新区|矿区|地区|[省市县区旗盟州])$/

/** 桐庐县 -> 桐庐, 芷江侗族自治县 -> 芷江; never less than two characters, so 易县 stays as it is. */
export function shortPlaceName(name: string): string {
  const shorter = [
    name.replace(AUTONOMY, ''),
    name.replace(/族?自治[县旗州]$/, ''),
    name.replace(KIND, ''),
    name.slice(0, -1),
  ]
  return shorter.find((short) => short.length >= 2 && short !== name) ?? name
}

function peopleOf(name: string): string | null {
  const [tail] = AUTONOMY.exec(name) ?? []
  const [people] = new RegExp(`^(?:(?:${PEOPLES})族|${BARE_PEOPLES})`).exec(tail ?? '') ?? []
  if (people === undefined || people === '各族') return null
  return people.endsWith('族') ? people : `${people}族`
}

/** Reads the places of a register; `placeOf` throws for a code that the register does not have. */
export function placeReader(divisions: readonly RealDivision[]): (code: string) => PlaceNames {
  const byCode = new Map(divisions.map((division) => [division.code, division]))
  const get = (code: string | null): RealDivision => {
    const division = byCode.get(code ?? '')
    if (division === undefined) throw new Error(`the register has no division ${code}`)
    return division
  }
  return (code) => {
    const division = get(code)
    const province = get(`${code.slice(0, 2)}0000`)
    const above = division.level === 'county' ? get(division.parent_code) : null
    const isMunicipality = province.name.endsWith('市')
    const city = isMunicipality
      ? province.name
      : above === null || above.is_placeholder || above.code === province.code
        ? ''
        : above.name
    return {
      code,
      name: division.name,
      short: shortPlaceName(division.name),
      city,
      cityShort: city === '' ? '' : shortPlaceName(city),
      province: isMunicipality ? '' : province.name,
      provinceCode: province.code,
      isUrban: division.level === 'county' && division.name.endsWith('区'),
      people: peopleOf(division.name) ?? (above === null ? null : peopleOf(above.name)),
    }
  }
}
