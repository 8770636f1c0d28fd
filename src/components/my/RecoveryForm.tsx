import { useState } from 'react'
import { RecoveryReason } from '#contracts/contact/recovery.ts'
import type { FieldError } from '../../lib/form/field-error.ts'
import { refusalError } from '../../lib/form/refusal.ts'
import { MY_LOST_WORDS } from '../../lib/my/my-words.ts'
import type { RecoveryGateway } from '../../lib/my/recovery.ts'
import { EMPTY_RECOVERY, type RecoveryValues, readRecovery } from '../../lib/my/recovery-form.ts'
import { REASON_WORDS } from '../../lib/my/recovery-words.ts'
import { ContactFields } from '../form/ContactFields.tsx'
import { ErrorSummary } from '../form/ErrorSummary.tsx'
import { Form } from '../form/Form.tsx'
import { SubmitButton } from '../form/SubmitButton.tsx'
import { TextField } from '../form/TextField.tsx'

interface Props {
  gateway: Pick<RecoveryGateway, 'ask'>
  onAsked: () => void
}

/** Asks for access that was lost; what is typed stays until it was taken. */
export function RecoveryForm({ gateway, onAsked }: Props) {
  const [values, setValues] = useState(EMPTY_RECOVERY)
  const [errors, setErrors] = useState<FieldError[]>([])
  const [isBusy, setBusy] = useState(false)
  const set = (change: Partial<RecoveryValues>) => setValues({ ...values, ...change })

  async function submit() {
    const { request, errors: invalid } = readRecovery(values)
    if (request === null) return setErrors(invalid)
    setBusy(true)
    const reply = await gateway.ask(request)
    setBusy(false)
    if (reply.outcome === 'answered') onAsked()
    else setErrors([refusalError(reply, MY_LOST_WORDS)])
  }

  return (
    <Form isBusy={isBusy} onSubmit={() => void submit()}>
      <ErrorSummary errors={errors} />
      <TextField
        path="organization_code"
        label="单位编号"
        help="六位数字，在单位页面上能看到"
        inputMode="numeric"
        width="middle"
        value={values.organization_code}
        errors={errors}
        onChange={(organization_code) => set({ organization_code })}
      />
      <fieldset className="field-group">
        <legend>为什么要找回</legend>
        {RecoveryReason.options.map((why) => (
          <div className="checkbox-row" key={why}>
            <input
              id={`why-${why}`}
              type="radio"
              name="why"
              checked={values.why === why}
              onChange={() => set({ why })}
            />
            <label htmlFor={`why-${why}`}>{REASON_WORDS[why]}</label>
          </div>
        ))}
      </fieldset>
      <ContactFields
        contact={values.contact}
        errors={errors}
        nameLabel="您的姓名"
        onChange={(contact) => set({ contact })}
      />
      <TextField
        path="note"
        label="说明（选填）"
        width="middle"
        value={values.note}
        errors={errors}
        onChange={(note) => set({ note })}
      />
      <SubmitButton isBusy={isBusy}>{isBusy ? '正在提交…' : '提交申请'}</SubmitButton>
    </Form>
  )
}
