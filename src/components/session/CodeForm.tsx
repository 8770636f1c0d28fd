import { useState } from 'react'
import type { MailboxProofState } from '../../lib/session/mailbox-proof.ts'
import { ErrorSummary } from '../form/ErrorSummary.tsx'
import { Form } from '../form/Form.tsx'
import { SubmitButton } from '../form/SubmitButton.tsx'
import { CodeField } from './CodeField.tsx'
import { ResendCode } from './ResendCode.tsx'
import { useProofErrors } from './use-proof-errors.ts'

interface Props {
  proof: Extract<MailboxProofState, { phase: 'requesting' | 'code' | 'checking' }>
  onCheck: (code: string) => void
  onResend: () => void
  onOther: () => void
}

/** The six digits of the mail, another mail, another mailbox. */
export function CodeForm({ proof, onCheck, onResend, onOther }: Props) {
  const [code, setCode] = useState('')
  const errors = useProofErrors(proof.phase === 'code' ? proof.error : null)
  const isBusy = proof.phase !== 'code'
  return (
    <Form isBusy={isBusy} onSubmit={() => onCheck(code)}>
      <ErrorSummary errors={errors} />
      <p className="lead" role="status">
        验证码已{proof.phase === 'code' && proof.resent ? '重新' : ''}发到 <strong>{proof.email}</strong>
        ，一般一分钟内到。没看到时请检查垃圾邮件。
      </p>
      <CodeField path="code" label="六位验证码" takesFocus value={code} errors={errors} onChange={setCode} />
      <SubmitButton isBusy={isBusy}>{proof.phase === 'checking' ? '正在验证…' : '验证邮箱'}</SubmitButton>
      <ResendCode sentAt={proof.sent_at ?? 0} isBusy={isBusy} onResend={onResend} />
      <p>
        <button type="button" className="link-button" onClick={onOther}>
          邮箱写错了，改一下
        </button>
      </p>
    </Form>
  )
}
