import { useCallback, useEffect, useRef, useState } from 'react'
import { type Draft, draftOf, keepInTab, serverDraft } from '../../lib/registration/draft.ts'
import type { FormValues } from '../../lib/registration/form-values.ts'
import type { RegistrationServices } from './registration-services.ts'

const TAB_PAUSE_MS = 300
const SERVER_PAUSE_MS = 2000

export type DraftKeeping = 'not_yet' | 'in_tab' | 'on_server' | 'only_in_tab' | 'nowhere'

interface Order {
  values: FormValues
  subject: string
  /** False before the mailbox is proven, and where the server's draft is about something else. */
  toServer: boolean
  isPaused: boolean
  onServerId: (id: string) => void
}

/** Keeps what is typed: in the tab at once, on the server after a pause. */
export function useDraft(order: Order, { storage, register, now }: RegistrationServices) {
  const [kept, setKept] = useState<DraftKeeping>('not_yet')
  const latest = useRef(order)
  latest.current = order
  const first = useRef(order.values)

  const keep = useCallback((): Draft => {
    const { subject, values } = latest.current
    const draft = draftOf(subject, values, now())
    setKept(keepInTab(storage, draft) ? 'in_tab' : 'nowhere')
    return draft
  }, [storage, now])

  const { values, toServer, isPaused } = order
  useEffect(() => {
    if (isPaused || values === first.current) return
    const tab = setTimeout(keep, TAB_PAUSE_MS)
    const server = setTimeout(async () => {
      if (!toServer) return
      const reply = await register.saveDraft(serverDraft(keep()))
      if (reply.outcome === 'answered') latest.current.onServerId(reply.value)
      setKept(reply.outcome === 'answered' ? 'on_server' : 'only_in_tab')
    }, SERVER_PAUSE_MS)
    return () => {
      clearTimeout(tab)
      clearTimeout(server)
    }
  }, [values, toServer, isPaused, keep, register])

  useEffect(() => {
    const leave = () => {
      if (!latest.current.isPaused && latest.current.values !== first.current) keep()
    }
    window.addEventListener('pagehide', leave)
    return () => window.removeEventListener('pagehide', leave)
  }, [keep])

  return { kept, keep }
}
