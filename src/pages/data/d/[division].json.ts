import type { APIContext } from 'astro'
import { divisionData } from '../../../lib/open-data/division-data.ts'
import { register } from '../../../lib/snapshot/current.ts'

export function GET({ params }: APIContext) {
  return Response.json(divisionData(register, params['division'] ?? ''))
}
