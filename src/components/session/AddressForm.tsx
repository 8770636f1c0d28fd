import type { ReactNode } from 'react'
import { MailboxAddress } from '../../lib/session/mailbox-address.ts'
import type { ProofError } from '../../lib/session/mailbox-proof.ts'
import { ErrorSummary } from '../form/ErrorSummary.tsx'
import { Form } from '../form/Form.tsx'
import { SubmitButton } from '../form/SubmitButton.tsx'
import { MailboxField } from './MailboxField.tsx'
import { useProofErrors } from './use-proof-errors.ts'

interface Props {
  typed: string
  error: ProofError | null
  isSending: boolean
  why: ReactNode
  onTyped: (address: string) => void
  onRefused: (message: string) => void
  onSend: (address: string) => void
}

/** Which mailbox: the code goes there. */
export function AddressForm({ typed, error, isSending, why, onTyped, onRefused, onSend }: Props) {
  const errors = useProofErrors(error)
  function submit() {
    const address = MailboxAddress.safeParse(typed)
    if (!address.success) return onRefused(address.error.issues[0]?.message ?? '')
    onTyped(address.data)
    onSend(address.data)
  }
  return (
    <Form isBusy={isSending} onSubmit={submit}>
      <ErrorSummary errors={errors} />
      {why}
      <MailboxField
        path="email"
        label="邮箱地址"
        help="最好用单位的公共邮箱，换人也能收到。"
        isOwn
        value={typed}
        errors={errors}
        onChange={onTyped}
      />
      <SubmitButton isBusy={isSending}>{isSending ? '正在发送…' : '发送验证码'}</SubmitButton>
    </Form>
  )
}
