import type { NationalOrganization } from '../register/organizations.ts'
import type { Random } from '../words/random.ts'

type Named = Pick<NationalOrganization, 'name' | 'short_name' | 'kind'>

/** A school's name with nothing in it but what the naming rule allows: 〇 and full-width signs are none of that. */
const plain = (name: string) =>
  name
    .normalize('NFKC')
    .replaceAll('〇', '零')
    .replace(/[^一-龥A-Za-z0-9]/g, '')

/** As the naming rule of the level wants it (R010). */
export function officialNickname({ name, short_name, kind }: Named): string {
  return kind === 'committee' ? (short_name ?? name) : `${plain(name).slice(0, 26)}团委`
}

/** As an account that was opened before anyone asked may be called; `sign` tells projects and persons apart. */
export function freeNickname(organization: Named, random: Random): string {
  if (organization.kind === 'committee') return officialNickname(organization)
  const name = plain(organization.short_name ?? organization.name).slice(0, 24)
  return random.weigh([
    [5, officialNickname(organization)],
    [2, `${name}青年`],
    [2, `青春${name}`],
    [1, name],
    [1, `${name}官微`],
  ])
}
