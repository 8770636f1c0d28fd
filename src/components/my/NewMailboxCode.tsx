import { useState } from 'react'
import type { FieldError } from '../../lib/form/field-error.ts'
import { OneTimeCode } from '../../lib/session/one-time-code.ts'
import { Form } from '../form/Form.tsx'
import { SubmitButton } from '../form/SubmitButton.tsx'
import { CodeField } from '../session/CodeField.tsx'

interface Props {
  /** Tells the fields of several cards on one page apart. */
  path: string
  isBusy: boolean
  /** Answers with the words of a refusal, or null. */
  onProve: (code: string) => Promise<string | null>
}

/** The code that proves the new mailbox. */
export function NewMailboxCode({ path, isBusy, onProve }: Props) {
  const [typed, setTyped] = useState('')
  const [errors, setErrors] = useState<FieldError[]>([])
  async function submit() {
    const code = OneTimeCode.safeParse(typed)
    const refusal = code.success ? await onProve(code.data) : (code.error.issues[0]?.message ?? '')
    setErrors(refusal === null ? [] : [{ path, message: refusal }])
  }
  return (
    <Form isBusy={isBusy} onSubmit={() => void submit()}>
      <CodeField
        path={path}
        label="新邮箱收到的六位验证码"
        takesFocus={false}
        value={typed}
        errors={errors}
        onChange={setTyped}
      />
      <SubmitButton isBusy={isBusy}>确认新邮箱</SubmitButton>
    </Form>
  )
}
