import type { Division } from '../functions/_shared/contracts/directory.ts'
import { readRows, SourceDivision, SourceFormerNames, SourceSpokenNames } from './rows.ts'

export type SeedDivision = Division

const source = (name: string) => new URL(`sources/${name}.ndjson`, import.meta.url)

/** New areas that people name schools and committees by, which no list of divisions has. */
const AREAS_WITHOUT_A_CODE: Readonly<Record<string, readonly string[]>> = {
  '130629': ['雄安新区'],
  '130632': ['雄安新区'],
  '130638': ['雄安新区'],
  '650000': ['新疆兵团'],
}

/** The divisions with what people call them beside their names, and what they were called before. */
export async function readSeedDivisions(): Promise<SeedDivision[]> {
  const divisions = await readRows(source('divisions'), SourceDivision)
  const spoken = new Map(
    (await readRows(source('division-spoken-names'), SourceSpokenNames)).map((row) => [row.code, row]),
  )
  const former = new Map(
    (await readRows(source('division-former-names'), SourceFormerNames)).map((row) => [row.code, row.former]),
  )
  return divisions.map(({ code, name, level, parent, synthetic }) => {
    const { abbr = [], short = [], spoken: said = [] } = spoken.get(code) ?? {}
    const names = [...abbr, ...said, ...short, ...(AREAS_WITHOUT_A_CODE[code] ?? [])]
    return {
      code,
      name,
      level,
      parent_code: parent,
      is_placeholder: synthetic !== undefined,
      // Names that only leave the law's word out (浙江, 杭州) are read in the name itself.
      spoken_names: [...new Set(names)].filter((each) => !name.startsWith(each) || each.length === 1),
      former_names: [...new Set((former.get(code) ?? []).map((each) => each.name))].filter(
        (each) => each !== name,
      ),
    }
  })
}
