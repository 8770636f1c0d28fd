import { useEffect, useRef, useState } from 'react'
import type { MailboxCode, ProvenMailbox } from '#contracts/contact/mailbox.ts'
import { type OwnMailboxGateway, proofRefusalInWords, provenInWords } from '../../lib/my/own-mailbox.ts'
import { ActButton } from '../form/ActButton.tsx'
import { Trouble } from '../form/Trouble.tsx'

interface Props {
  code: MailboxCode
  gateway: Pick<OwnMailboxGateway, 'prove'>
  /** To the page behind it. */
  onLeave: () => void
}

type Screen =
  | { phase: 'asking'; trouble: string | null }
  | { phase: 'sending' }
  | { phase: 'proven'; proven: ProvenMailbox }

/** What the button of the mail leads to. Nothing happens before the press: mail scanners follow links, they do not press buttons. */
export function ProveMailbox({ code, gateway, onLeave }: Props) {
  const [screen, setScreen] = useState<Screen>({ phase: 'asking', trouble: null })
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (screen.phase === 'proven') heading.current?.focus()
  }, [screen.phase])

  async function confirm() {
    setScreen({ phase: 'sending' })
    const reply = await gateway.prove(code)
    setScreen(
      reply.outcome === 'proven'
        ? { phase: 'proven', proven: reply }
        : { phase: 'asking', trouble: proofRefusalInWords(reply) },
    )
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
  return (
    <div className="registration">
      <h1>确认联系邮箱</h1>
      <p className="lead">
        邮件里写着是哪个单位。确认以后，这个单位的通知和账号的一次性链接会发到收到那封信的邮箱；不是贵单位的，请不要确认。
      </p>
      <p>
        验证码：<strong className="number">{code.code}</strong>
      </p>
      <Trouble sentence={screen.phase === 'asking' ? screen.trouble : null} />
      <div className="form-actions">
        <ActButton look="button" isBusy={screen.phase === 'sending'} onPress={() => void confirm()}>
          {screen.phase === 'sending' ? '正在确认…' : '确认，这是我们的邮箱'}
        </ActButton>
        <button type="button" className="link-button" onClick={onLeave}>
          不确认
        </button>
      </div>
    </div>
  )
}
