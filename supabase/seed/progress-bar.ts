import { liveLine } from '../terminal/live-line.ts'

const WIDTH = 24
const line = liveLine(process.stderr)

/** One line that fills up on a terminal; silent elsewhere, where the summary is enough. */
export function drawProgress(relation: string, done: number, total: number): void {
  const filled = Math.round((done / Math.max(total, 1)) * WIDTH)
  line.show(`${'█'.repeat(filled).padEnd(WIDTH, '░')} ${relation} ${done}/${total}`)
  if (line.isShown && done === total) process.stderr.write('\n')
}
