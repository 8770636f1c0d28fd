import { useState } from 'react'
import { DESK_LOST_WORDS } from '../../../lib/desk/desk-refusal.ts'
import type { Outcome } from '../../form/Told.tsx'
import { type Act, useAct } from '../../form/use-act.ts'

export type { Act }

/** The acts of the desk: says how each went, and loads anew where it succeeded or where somebody must sign in again. */
export function useDeskAct(onReload: () => void) {
  const [told, tell] = useState<Outcome | null>(null)
  const [act, isBusy] = useAct(DESK_LOST_WORDS, (outcome, isSignedOut) => {
    tell(outcome)
    if (outcome.isDone || isSignedOut) onReload()
  })
  return { act, isBusy, told, tell }
}
