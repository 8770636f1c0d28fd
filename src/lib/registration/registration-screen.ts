import type { Refusal, RegistrationReceipt } from '#contracts/registration/registration.ts'
import type { FieldError } from '../form/field-error.ts'
import type { FormValues } from './form-values.ts'
import { placeRefusal } from './refusal-place.ts'
import { type Step, stepOfPath } from './steps.ts'

/** What the form shows. A screen that is not in this union cannot be drawn. */
export type RegistrationScreen =
  | { phase: 'editing'; step: Step; values: FormValues; errors: FieldError[] }
  | { phase: 'sending'; step: 'review'; values: FormValues }
  | { phase: 'done'; receipt: RegistrationReceipt; values: FormValues }
  | { phase: 'failed'; step: 'review'; values: FormValues; failure: SubmissionFailure }

/** unreachable: the network is gone and it may or may not have arrived; failed: answered, but not as agreed. */
export type SubmissionFailure = 'unreachable' | 'failed'

export type RegistrationEvent =
  | { type: 'changed'; change: Partial<FormValues> }
  | { type: 'stepped'; step: Step }
  | { type: 'step_refused'; errors: FieldError[] }
  | { type: 'merged'; values: FormValues }
  | { type: 'sent' }
  | { type: 'received'; receipt: RegistrationReceipt }
  | { type: 'refused'; refusal: Refusal }
  | { type: 'signed_out' }
  | { type: 'lost'; failure: SubmissionFailure }

const SIGNED_OUT: FieldError = {
  path: '',
  message: '登录已过期，请再验证一次邮箱。填写的内容都在，验证后可以接着提交',
}

export function advance(screen: RegistrationScreen, event: RegistrationEvent): RegistrationScreen {
  if (screen.phase === 'done') return screen
  const { values } = screen
  const step = screen.step
  switch (event.type) {
    case 'changed':
      if (screen.phase === 'sending') return screen
      return editing(step, { ...values, ...event.change }, keptErrors(screen, event.change))
    case 'stepped':
      return screen.phase === 'sending' ? screen : editing(event.step, values)
    case 'step_refused':
      return editing(stepOfErrors(event.errors, step), values, event.errors)
    case 'merged':
      return screen.phase === 'sending' ? screen : editing(step, event.values)
    case 'sent':
      return { phase: 'sending', step: 'review', values }
    case 'received':
      return { phase: 'done', receipt: event.receipt, values }
    case 'refused': {
      const error = placeRefusal(event.refusal, values)
      return editing(stepOfErrors([error], 'review'), values, [error])
    }
    case 'signed_out':
      return editing('mailbox', values, [SIGNED_OUT])
    case 'lost':
      return { phase: 'failed', step: 'review', values, failure: event.failure }
  }
}

const editing = (step: Step, values: FormValues, errors: FieldError[] = []): RegistrationScreen => ({
  phase: 'editing',
  step,
  values,
  errors,
})

/** Errors stay until the step is sent again, except that another organization answers what was said of the last one. */
function keptErrors(screen: RegistrationScreen, change: Partial<FormValues>): FieldError[] {
  const isAnswered = 'organization' in change || 'proposing' in change
  return screen.phase === 'editing' && !isAnswered ? screen.errors : []
}

/** The step on which the first error stands; an error without a field stays where the person is. */
function stepOfErrors(errors: FieldError[], current: Step): Step {
  const first = errors[0]
  return first === undefined || first.path === '' ? current : stepOfPath(first.path)
}
