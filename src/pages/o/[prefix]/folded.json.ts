import type { APIContext } from 'astro'
import { register } from '../../../lib/directory/current.ts'
import { foldedRuns } from '../../../lib/directory/folding.ts'

/** Which division's page lists the organizations that have none of their own (folding.ts). */
export function GET({ params }: APIContext) {
  return Response.json(foldedRuns(register, params['prefix'] ?? ''))
}
