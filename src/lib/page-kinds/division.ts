import { divisionCodes } from '../directory/divisions.ts'
import { divisionAddress, divisionDataAddress } from '../site/addresses.ts'
import { both } from './differences.ts'
import type { PageKind } from './page-kind.ts'

/** The place of everything that changed, and every place above it. */
const SHOWING = `
  with recursive place (code) as (
    ${both('o.division_code', 'o.code in (select code from changed)')}
    union
    select d.parent_code from place join divisions d on d.code = place.code)
  select place.code as key from place join divisions d on d.code = place.code where not d.is_placeholder`

export const DIVISION: PageKind = [
  {
    route: '/d/[division]',
    addresses: (register) => divisionCodes(register).map(divisionAddress),
    remade: { keys: SHOWING, address: divisionAddress },
    section: 'divisions',
  },
  {
    route: '/data/d/[division].json',
    addresses: (register) => divisionCodes(register).map(divisionDataAddress),
    remade: { keys: SHOWING, address: divisionDataAddress },
    section: null,
  },
]
