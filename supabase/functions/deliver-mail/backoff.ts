const FIRST_SECONDS = 15
const LONGEST_SECONDS = 30 * 60

/**
 * Seconds until the next attempt: doubling from 15 s to half an hour, spread by a quarter either way so that workers do
 * not come back together.
 * @param attempt the one that failed, from 1
 * @param chance from 0 to 1
 */
export function backoffSeconds(attempt: number, chance: number): number {
  const plain = Math.min(FIRST_SECONDS * 2 ** (attempt - 1), LONGEST_SECONDS)
  return Math.round(plain * (0.75 + chance / 2))
}
