import { register } from '../../lib/directory/current.ts'
import { changeLines } from '../../lib/feeds/change-feed.ts'

export function GET() {
  return new Response(changeLines(register), { headers: { 'Content-Type': 'application/x-ndjson' } })
}
