import type { Resend } from 'resend'

/** What became of the wish that the provider sends to an address again. `kept`: it would not; whoever waits hears of it by its report. */
export type LiftOutcome = 'lifted' | 'kept' | 'retry'

/** Takes an address from the provider's own list. Never throws. */
export type Lift = (address: string) => Promise<LiftOutcome>

/** https://resend.com/docs/api-reference/suppressions/remove-suppression */
export function createLift(resend: Pick<Resend, 'suppressions'>): Lift {
  return async (address) => {
    const { error } = await resend.suppressions.remove(encodeURIComponent(address), {
      signal: AbortSignal.timeout(20_000),
    })
    // Not on the list is as good as taken from it.
    if (error === null || error.statusCode === 404) return 'lifted'
    return error.statusCode === null || error.statusCode === 429 || error.statusCode >= 500 ? 'retry' : 'kept'
  }
}
