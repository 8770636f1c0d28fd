/** Gives the thread back now and then while long work is done. */
export interface Slices {
  /** To be awaited where it is not null. */
  rest(): Promise<void> | null
}

/** For a thread that nobody waits for. */
export const WHOLE: Slices = { rest: () => null }

/** Rests after `milliseconds` of work each, so that a page shares its thread with the search and stays smooth. */
export function slicesOf(milliseconds: number, pause: () => Promise<void>): Slices {
  let end = performance.now() + milliseconds
  return {
    rest() {
      if (performance.now() < end) return null
      return pause().then(() => {
        end = performance.now() + milliseconds
      })
    },
  }
}
