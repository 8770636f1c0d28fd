/** How long the parts of a build took, in seconds from their beginning to their end; parts that run at once overlap. */
export class Timings {
  readonly #seconds = new Map<string, number>()

  async time<Result>(part: string, work: () => Result | Promise<Result>): Promise<Result> {
    const begun = performance.now()
    try {
      return await work()
    } finally {
      this.#seconds.set(part, (performance.now() - begun) / 1000)
    }
  }

  /** Rounded to hundredths, in the order in which they ended. */
  seconds(): Record<string, number> {
    return Object.fromEntries(
      [...this.#seconds].map(([part, seconds]) => [part, Math.round(seconds * 100) / 100]),
    )
  }
}
