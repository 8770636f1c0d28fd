import { register } from '../../lib/directory/current.ts'
import { DivisionRow } from '../../lib/directory/relations.ts'
import { divisionTree } from '../../lib/registration/division-tree.ts'

/** The divisions that the form offers for an organization that is not listed. */
export function GET() {
  const divisions = register.rows(DivisionRow, 'select * from divisions order by code')
  return Response.json(divisionTree(divisions))
}
