import type { ReactNode } from 'react'
import type { MailboxChange } from '#contracts/contact/mailbox.ts'
import { ActButton } from '../form/ActButton.tsx'

interface Props {
  change: Pick<MailboxChange, 'email' | 'trouble' | 'old_mailbox'>
  sentence: string
  isBusy: boolean
  /** The same address again: another code. */
  onAsk: (email: string) => void
  onWithdraw: () => void
  /** The field for the code, where whoever looks has it. */
  children?: ReactNode
}

/** Another mailbox that waits for its code, or for the yes of the old one. */
export function WaitingMailbox({ change, sentence, isBusy, onAsk, onWithdraw, children }: Props) {
  return (
    <>
      <p className={change.trouble === null ? 'notice notice-warn' : 'notice notice-bad'}>{sentence}</p>
      {children}
      <div className="form-actions">
        {change.trouble === null && change.old_mailbox !== 'asked' ? (
          <ActButton look="link-button" isBusy={isBusy} onPress={() => onAsk(change.email)}>
            再发一次验证码
          </ActButton>
        ) : null}
        <ActButton look="link-button" isBusy={isBusy} onPress={onWithdraw}>
          不换了
        </ActButton>
      </div>
    </>
  )
}
