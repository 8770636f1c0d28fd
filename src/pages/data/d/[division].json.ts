import type { APIContext } from 'astro'
import { register } from '../../../lib/directory/current.ts'
import { divisionData } from '../../../lib/open-data/division-data.ts'

export function GET({ params }: APIContext) {
  return Response.json(divisionData(register, params['division'] ?? ''))
}
