/** One line that fills up on a terminal; silent elsewhere, where the summary is enough. */
export function drawProgress(relation: string, done: number, total: number): void {
  if (!process.stderr.isTTY) return
  const filled = Math.round((done / Math.max(total, 1)) * 24)
  const bar = `${'█'.repeat(filled)}${'░'.repeat(24 - filled)}`
  process.stderr.write(`\r${bar} ${relation} ${done}/${total}${done === total ? '\n' : ''}`)
}
