import type { APIContext } from 'astro'
import { foldedRuns } from '../../../lib/directory/folding.ts'
import { register } from '../../../lib/snapshot/current.ts'

/** Which division's page lists the organizations that have none of their own (folding.ts). */
export function GET({ params }: APIContext) {
  return Response.json(foldedRuns(register, params['prefix'] ?? ''))
}
