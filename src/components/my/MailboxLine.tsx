import { useState } from 'react'
import type { MyMailbox } from '#contracts/registration/my-registrations.ts'
import { changeInWords, questionInWords } from '../../lib/my/own-mailbox.ts'
import { ActButton } from '../form/ActButton.tsx'
import { NewMailboxForm } from '../session/NewMailboxForm.tsx'
import { WaitingMailbox } from '../session/WaitingMailbox.tsx'
import { NewMailboxCode } from './NewMailboxCode.tsx'

interface Props {
  /** Makes the fields of several cards on one page tell apart. */
  registrationId: string
  mailbox: MyMailbox
  isBusy: boolean
  onAsk: (email: string) => void
  onWithdraw: () => void
  onAnswer: (questionId: string, agrees: boolean) => void
  /** Answers with the words of a refusal, or null. */
  onProve: (code: string) => Promise<string | null>
}

/** Where mail about this registration goes, what is wrong with it, and the way to another mailbox. */
export function MailboxLine({
  registrationId,
  mailbox,
  isBusy,
  onAsk,
  onWithdraw,
  onAnswer,
  onProve,
}: Props) {
  const [isOpen, setOpen] = useState(false)
  const { change } = mailbox
  return (
    <section className="mailbox-line" aria-label="联系邮箱">
      <p className="mailbox-address">
        <span>
          联系邮箱：<strong>{mailbox.email}</strong>
        </span>
        {change === null ? (
          <button
            type="button"
            className="link-button"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            换邮箱
          </button>
        ) : null}
      </p>
      {mailbox.trouble === null ? null : (
        <p className="notice notice-bad">
          这个邮箱收不到我们的信：{mailbox.trouble}。请换一个邮箱；已经修好的，要一个新的链接再试。
        </p>
      )}
      {mailbox.questions.map((question) => (
        <div key={question.id} className="notice notice-warn">
          <p>{questionInWords(question)}</p>
          <div className="form-actions">
            <ActButton look="button-quiet" isBusy={isBusy} onPress={() => onAnswer(question.id, false)}>
              不同意
            </ActButton>
            <ActButton look="button-quiet" isBusy={isBusy} onPress={() => onAnswer(question.id, true)}>
              同意，换成 {question.mailbox}
            </ActButton>
          </div>
        </div>
      ))}
      {change === null && isOpen ? (
        <NewMailboxForm
          path={`mailbox-${registrationId}`}
          label="新的邮箱"
          help="要在用现在的邮箱登录以后半小时内提出。验证码会发到新邮箱。填好验证码才换，旧邮箱和上级会得到通知，以前的一次性链接都会失效。"
          isOwn
          isBusy={isBusy}
          onAsk={onAsk}
        />
      ) : null}
      {change === null || change.old_mailbox === 'asked' ? null : (
        <WaitingMailbox
          change={change}
          sentence={changeInWords(change)}
          isBusy={isBusy}
          onAsk={onAsk}
          onWithdraw={onWithdraw}
        >
          {change.asked_by === 'school' && change.trouble === null ? (
            <NewMailboxCode path={`code-${registrationId}`} isBusy={isBusy} onProve={onProve} />
          ) : null}
        </WaitingMailbox>
      )}
    </section>
  )
}
