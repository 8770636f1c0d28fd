import { useState } from 'react'
import { ERASURE_WORDS, type ErasureGateway } from '../../lib/my/erasure.ts'
import { MY_LOST_WORDS } from '../../lib/my/my-words.ts'
import { ConfirmDialog } from '../form/ConfirmDialog.tsx'
import { type Outcome, Told } from '../form/Told.tsx'
import { useAct } from '../form/use-act.ts'

interface Props {
  mailbox: string
  gateway: ErasureGateway
  onErased: () => void
  onLeave: () => void
}

/** What an erasure does, before it is asked for; nothing happens before the second press. */
export function EraseMe({ mailbox, gateway, onErased, onLeave }: Props) {
  const [told, setTold] = useState<Outcome | null>(null)
  const [isAsked, setAsked] = useState(false)
  const [act, isBusy] = useAct(MY_LOST_WORDS, (outcome) => {
    setAsked(false)
    if (outcome.isDone) onErased()
    else setTold(outcome)
  })
  return (
    <div className="registration my">
      <h1>删除我的个人信息</h1>
      <p className="lead">删除与 {mailbox} 有关的全部个人信息。请先看清楚。</p>
      <Told outcome={told} />
      <h2>会删除</h2>
      <ul className="my-erasure">
        {ERASURE_WORDS.goes.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h2>会留下</h2>
      <ul className="my-erasure">
        {ERASURE_WORDS.stays.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className="notice notice-warn">{ERASURE_WORDS.follows}</p>
      <div className="form-actions">
        <button type="button" className="button" onClick={onLeave}>
          不删除，回到「我的登记」
        </button>
        <button type="button" className="button-quiet" onClick={() => setAsked(true)}>
          删除我的个人信息
        </button>
      </div>
      {isAsked ? (
        <ConfirmDialog
          title={ERASURE_WORDS.question}
          words={ERASURE_WORDS.last}
          confirm="删除"
          isBusy={isBusy}
          onConfirm={() => void act(gateway.erase, () => ERASURE_WORDS.done)}
          onCancel={() => setAsked(false)}
        />
      ) : null}
    </div>
  )
}

/** Afterwards. */
export function Erased() {
  return (
    <div className="registration my">
      <h1>已删除</h1>
      <p className="lead" role="status">
        {ERASURE_WORDS.done}
      </p>
      <p>
        <a href="/">回到首页</a>
      </p>
    </div>
  )
}
