import type { RunStage } from '../stack.ts'

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/**
 * A line for every stage: while it runs on a terminal, with its newest word; when it is done, with the time it took.
 * A stage that returns false did not succeed, and the start goes on without it.
 */
export function createProgress(stream: NodeJS.WriteStream): RunStage {
  const live = stream.isTTY === true
  const rewrite = (text: string) => {
    if (live) stream.write(`\r\u001b[2K${text.slice(0, Math.max(20, stream.columns - 1))}`)
  }
  return async (title, work) => {
    const since = performance.now()
    let word = ''
    const show = () => rewrite(`… ${title} ${seconds(since)} ${word}`)
    show()
    const timer = live ? setInterval(show, 200) : undefined
    try {
      const result = await work((line) => {
        word = line.trim()
      })
      rewrite('')
      stream.write(`${result === false ? '✗' : '✓'} ${title} (${seconds(since)})\n`)
      return result
    } catch (error) {
      rewrite('')
      stream.write(`✗ ${title} (${seconds(since)})\n`)
      throw error
    } finally {
      clearInterval(timer)
    }
  }
}
