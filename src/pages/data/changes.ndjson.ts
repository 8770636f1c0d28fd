import { changeLines } from '../../lib/feeds/change-feed.ts'
import { register } from '../../lib/snapshot/current.ts'

export function GET() {
  return new Response(changeLines(register), { headers: { 'Content-Type': 'application/x-ndjson' } })
}
