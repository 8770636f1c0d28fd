import { useEffect, useState } from 'react'
import { secondsUntilResend, spokenCountdown } from '../../lib/session/mailbox-proof.ts'
import { ActButton } from '../form/ActButton.tsx'

interface Props {
  sentAt: number
  isBusy: boolean
  onResend: () => void
}

/** The visible seconds tick; a screen reader hears only the marks of `spokenCountdown`. */
export function ResendCode({ sentAt, isBusy, onResend }: Props) {
  const [now, setNow] = useState(sentAt)
  const seconds = secondsUntilResend(sentAt, now)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div className="resend">
      {seconds === 0 ? (
        <ActButton look="link-button" isBusy={isBusy} onPress={onResend}>
          重新发送验证码
        </ActButton>
      ) : (
        <p className="field-help" aria-hidden="true">
          没有收到？<span className="number">{seconds}</span> 秒后可以重新发送
        </p>
      )}
      <p className="visually-hidden" role="status">
        {spokenCountdown(seconds)}
      </p>
    </div>
  )
}
