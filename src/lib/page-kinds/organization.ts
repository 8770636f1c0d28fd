import { foldedPrefixes } from '../directory/folding.ts'
import { organizationCodes } from '../directory/organization-page.ts'
import { foldedListAddress, organizationAddress } from '../site/addresses.ts'
import { both } from './differences.ts'
import type { PageKind } from './page-kind.ts'

/** The codes of a path, from the nation down to the organization itself. */
const WAY_UP = `json_each('["' || replace(o.path, '.', '","') || '"]') as step`

/**
 * Organizations whose page shows something of what changed: itself, everybody above (that list it or count it in their group), those
 * below (that show their superior and its accounts), all below whose way up leads through a changed name, whom it succeeds, and who
 * issued a notice.
 */
const SHOWING = `
  with recursive below (code) as (
    select code from renamed
    union
    select o.code from below join organizations o on o.parent_code = below.code)
  select code from changed
  union ${both('o.code', 'o.parent_code in (select code from changed)')}
  union ${both('step.value', 'o.code in (select code from changed)', WAY_UP)}
  union select code from below
  union ${both('o.code', 'o.successor_code in (select code from renamed)')}
  union select issuer_code from announcements where slug in (select slug from noticed)
  union select issuer_code from was.announcements where slug in (select slug from noticed)`

export const ORGANIZATION: PageKind = [
  {
    route: '/o/[prefix]/[code]',
    addresses: (register) => organizationCodes(register).map(organizationAddress),
    remade: {
      keys: `select code as key from organizations where code in (${SHOWING})`,
      address: organizationAddress,
    },
    section: 'organizations',
  },
  {
    route: '/o/[prefix]/folded.json',
    addresses: (register) => foldedPrefixes(register).map(foldedListAddress),
    remade: 'always',
    section: null,
  },
]
