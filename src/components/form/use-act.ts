import { useState } from 'react'
import { type LostWords, refusalSentence } from '../../lib/form/refusal.ts'
import type { Reply } from '../../lib/session/reply.ts'
import type { Outcome } from './Told.tsx'

/** Runs one act and says how it went; does nothing while another one is on its way. */
export type Act = <Value>(call: () => Promise<Reply<Value>>, done: (value: Value) => string) => Promise<void>

/** `onTold` hears the outcome, and whether it is time to sign in again. */
export function useAct(
  lost: LostWords,
  onTold: (outcome: Outcome, isSignedOut: boolean) => void,
): [act: Act, isBusy: boolean] {
  const [isBusy, setBusy] = useState(false)
  const act: Act = async (call, done) => {
    if (isBusy) return
    setBusy(true)
    const reply = await call()
    setBusy(false)
    if (reply.outcome === 'answered') onTold({ isDone: true, sentence: done(reply.value) }, false)
    else onTold({ isDone: false, sentence: refusalSentence(reply, lost) }, reply.outcome === 'signed_out')
  }
  return [act, isBusy]
}
