import { z } from 'zod'
import { type Call, Id } from './calls.ts'

/** Everything that was due as one, claimed again where no end was heard of. `revision` is the register's own now. */
const ClaimedPublication = z.object({
  id: Id,
  reason: z.string(),
  attempt: z.int().min(1),
  revision: z.int(),
})
export type ClaimedPublication = z.output<typeof ClaimedPublication>

export const publicationCalls = (call: Call) => ({
  claimPublication: () => call('claim_publication', {}, ClaimedPublication.nullable()),

  settlePublication: (
    publication_id: string,
    result: { succeeded: boolean; revision: number | null; error: string | null },
  ) => call('settle_publication', { publication_id, ...result }, z.unknown()),
})
