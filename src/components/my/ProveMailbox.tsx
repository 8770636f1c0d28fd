import { useCallback, useEffect, useRef, useState } from 'react'
import type { MailboxCode, ProvenMailbox, WaitingProof } from '#contracts/contact/mailbox.ts'
import {
  type OwnMailboxGateway,
  proofRefusalInWords,
  provenInWords,
  waitingInWords,
} from '../../lib/my/own-mailbox.ts'
import { ActButton } from '../form/ActButton.tsx'
import { Trouble } from '../form/Trouble.tsx'

interface Props {
  code: MailboxCode
  gateway: Pick<OwnMailboxGateway, 'look' | 'prove'>
  /** To the page behind it. */
  onLeave: () => void
}

type Screen =
  | { phase: 'looking' }
  | { phase: 'not_seen'; trouble: string }
  | { phase: 'asking' | 'sending'; waiting: WaitingProof; trouble: string | null }
  | { phase: 'proven'; proven: ProvenMailbox }

/**
 * What the button of the mail leads to: first what there is to confirm, then a button. Nothing happens before the press: mail scanners
 * follow links, they do not press buttons.
 */
export function ProveMailbox({ code, gateway, onLeave }: Props) {
  const [screen, setScreen] = useState<Screen>({ phase: 'looking' })
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (screen.phase === 'proven') heading.current?.focus()
  }, [screen.phase])

  const look = useCallback(async () => {
    setScreen({ phase: 'looking' })
    const reply = await gateway.look(code)
    if (reply.outcome === 'waits') setScreen({ phase: 'asking', waiting: reply, trouble: null })
    else if (reply.outcome === 'proven') setScreen({ phase: 'proven', proven: reply })
    else setScreen({ phase: 'not_seen', trouble: proofRefusalInWords(reply) })
  }, [code, gateway])
  useEffect(() => void look(), [look])

  async function confirm(waiting: WaitingProof) {
    setScreen({ phase: 'sending', waiting, trouble: null })
    const reply = await gateway.prove(code)
    if (reply.outcome === 'proven') setScreen({ phase: 'proven', proven: reply })
    else if (reply.outcome === 'waits') setScreen({ phase: 'asking', waiting: reply, trouble: null })
    else setScreen({ phase: 'asking', waiting, trouble: proofRefusalInWords(reply) })
  }

  if (screen.phase === 'proven')
    return (
      <div className="registration">
        <h1 ref={heading} tabIndex={-1}>
          邮箱已确认
        </h1>
        <p className="lead">{provenInWords(screen.proven)}</p>
        <div className="form-actions">
          <button type="button" className="button" onClick={onLeave}>
            去「我的登记」
          </button>
        </div>
      </div>
    )
  if (screen.phase === 'looking' || screen.phase === 'not_seen')
    return (
      <div className="registration">
        <h1>确认联系邮箱</h1>
        {screen.phase === 'looking' ? (
          <p className="lead" role="status">
            正在看要确认什么…
          </p>
        ) : (
          <Trouble sentence={screen.trouble} />
        )}
        <div className="form-actions">
          {screen.phase === 'not_seen' ? (
            <ActButton look="button" isBusy={false} onPress={() => void look()}>
              再试一次
            </ActButton>
          ) : null}
          <button type="button" className="link-button" onClick={onLeave}>
            不确认
          </button>
        </div>
      </div>
    )
  const { waiting } = screen
  return (
    <div className="registration">
      <h1>确认联系邮箱</h1>
      <p className="lead">{waitingInWords(waiting)}</p>
      <Trouble sentence={screen.trouble} />
      <div className="form-actions">
        <ActButton look="button" isBusy={screen.phase === 'sending'} onPress={() => void confirm(waiting)}>
          {screen.phase === 'sending' ? '正在确认…' : '确认，这是我们的邮箱'}
        </ActButton>
        <button type="button" className="link-button" onClick={onLeave}>
          不确认
        </button>
      </div>
    </div>
  )
}
