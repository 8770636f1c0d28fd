import { useState } from 'react'
import { MY_LOST_WORDS } from '../../lib/my/my-words.ts'
import type { RecoveryGateway } from '../../lib/my/recovery.ts'
import { recoveryInWords } from '../../lib/my/recovery-words.ts'
import { ActButton } from '../form/ActButton.tsx'
import type { Outcome } from '../form/Told.tsx'
import { useAct } from '../form/use-act.ts'
import { useLoaded } from '../session/use-loaded.ts'
import { RecoveryForm } from './RecoveryForm.tsx'

interface Props {
  gateway: RecoveryGateway
  onActed: (outcome: Outcome) => void
}

/** A lost password, a person who left: what was asked, and the form that asks. */
export function Recovery({ gateway, onActed }: Props) {
  const [loaded, { reload }] = useLoaded(gateway.mine)
  const [isOpen, setOpen] = useState(false)
  const [act, isBusy] = useAct(MY_LOST_WORDS, (outcome) => {
    onActed(outcome)
    void reload()
  })

  return (
    <section className="my-recovery" aria-labelledby="recovery">
      <h2 id="recovery">找回账号</h2>
      {loaded.phase === 'failed' ? (
        <div className="notice notice-warn" role="status">
          没有取到您提出过的申请。
          <button type="button" className="link-button" onClick={() => void reload()}>
            再取一次
          </button>
        </div>
      ) : null}
      {loaded.phase === 'loaded' && loaded.value.length > 0 ? (
        <ul>
          {loaded.value.map((recovery) => (
            <li key={recovery.id}>
              {recoveryInWords(recovery)}
              {recovery.state === 'asked' ? (
                <ActButton
                  look="link-button"
                  isBusy={isBusy}
                  onPress={() =>
                    void act(
                      () => gateway.withdraw(recovery.id),
                      () => '找回申请已撤回',
                    )
                  }
                >
                  撤回申请
                </ActButton>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      <p>密码丢了，或者原来的联系人走了，请在这里申请，不要另开一个账号。上级会打电话向单位核实。</p>
      <p>
        <button
          type="button"
          className="button-quiet"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          申请找回账号
        </button>
      </p>
      {isOpen ? (
        <RecoveryForm
          gateway={gateway}
          onAsked={() => {
            setOpen(false)
            void reload()
            onActed({ isDone: true, sentence: '申请已交给上级团组织，现在的联系邮箱也会收到通知' })
          }}
        />
      ) : null}
    </section>
  )
}
