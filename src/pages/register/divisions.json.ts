import { divisionTree } from '../../lib/registration/division-tree.ts'
import { register } from '../../lib/snapshot/current.ts'
import { DivisionRow } from '../../lib/snapshot/relations.ts'

/** The divisions that the form offers for an organization that is not listed. */
export function GET() {
  const divisions = register.rows(DivisionRow, 'select * from divisions order by code')
  return Response.json(divisionTree(divisions))
}
