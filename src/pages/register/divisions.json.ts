import { offeredDivisions } from '../../lib/registration/division-tree.ts'
import { register } from '../../lib/snapshot/current.ts'

export function GET() {
  return Response.json(offeredDivisions(register))
}
