import { useState } from 'react'
import type { FieldError } from '../../lib/form/field-error.ts'
import { MailboxAddress } from '../../lib/session/mailbox-address.ts'
import { Form } from '../form/Form.tsx'
import { SubmitButton } from '../form/SubmitButton.tsx'
import { MailboxField } from './MailboxField.tsx'

interface Props {
  /** Tells the fields of several forms on one page apart. */
  path: string
  label: string
  help: string
  /** Whose address it is: the browser offers the visitor's own. */
  isOwn: boolean
  isBusy: boolean
  onAsk: (email: string) => void
}

/** Another mailbox: nothing goes there before its code came back. */
export function NewMailboxForm({ path, isBusy, onAsk, ...field }: Props) {
  const [typed, setTyped] = useState('')
  const [errors, setErrors] = useState<FieldError[]>([])
  function submit() {
    const address = MailboxAddress.safeParse(typed)
    setErrors(address.success ? [] : [{ path, message: address.error.issues[0]?.message ?? '' }])
    if (address.success) onAsk(address.data)
  }
  return (
    <Form isBusy={isBusy} onSubmit={submit}>
      <MailboxField {...field} path={path} value={typed} errors={errors} onChange={setTyped} />
      <SubmitButton isBusy={isBusy}>发送验证码</SubmitButton>
    </Form>
  )
}
