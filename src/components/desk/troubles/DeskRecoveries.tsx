import { useCallback } from 'react'
import type { DeskGateway } from '../../../lib/desk/desk-gateway.ts'
import { DESK_LOST_WORDS } from '../../../lib/desk/desk-refusal.ts'
import { refusalSentence } from '../../../lib/form/refusal.ts'
import { useLoaded } from '../../session/use-loaded.ts'
import type { Act } from '../kit/act.ts'
import { DeskRecovery } from './DeskRecovery.tsx'

interface Props {
  registrationId: string
  gateway: DeskGateway
  isBusy: boolean
  act: Act
}

export function DeskRecoveries({ registrationId, gateway, isBusy, act }: Props) {
  const load = useCallback(() => gateway.recoveries(registrationId), [gateway, registrationId])
  const [loaded, { reload }] = useLoaded(load)
  if (loaded.phase === 'loading') return <p role="status">正在取申请…</p>
  if (loaded.phase === 'failed')
    return (
      <div className="notice notice-bad" role="alert">
        {refusalSentence(loaded.failure, DESK_LOST_WORDS)}
        <button type="button" className="link-button" onClick={() => void reload()}>
          再取一次
        </button>
      </div>
    )
  return (
    <ul className="desk-recoveries">
      {loaded.value.map((recovery) => (
        <li key={recovery.id}>
          <DeskRecovery recovery={recovery} gateway={gateway} isBusy={isBusy} act={act} />
        </li>
      ))}
    </ul>
  )
}
