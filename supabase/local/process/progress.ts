import { liveLine } from '../../terminal/live-line.ts'
import type { RunStage } from '../stack.ts'

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/**
 * A line for every stage: while it runs on a terminal, with its newest word; when it is done, with the time it took.
 * A stage that returns false did not succeed, and the start goes on without it.
 */
export function createProgress(stream: NodeJS.WriteStream): RunStage {
  const line = liveLine(stream)
  return async (title, work) => {
    const since = performance.now()
    let word = ''
    const show = () => line.show(`… ${title} ${seconds(since)} ${word}`)
    show()
    const timer = line.isShown ? setInterval(show, 200) : undefined
    try {
      const result = await work((said) => {
        word = said.trim()
      })
      line.show('')
      stream.write(`${result === false ? '✗' : '✓'} ${title} (${seconds(since)})\n`)
      return result
    } catch (error) {
      line.show('')
      stream.write(`✗ ${title} (${seconds(since)})\n`)
      throw error
    } finally {
      clearInterval(timer)
    }
  }
}
