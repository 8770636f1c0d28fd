import { useReducer, useRef, useState } from 'react'
import { draftOf, forgetInTab } from '../../lib/registration/draft.ts'
import { joinServerDraft, type OpenedForm } from '../../lib/registration/form-opening.ts'
import { handIn } from '../../lib/registration/handing-in.ts'
import { advance, type RegistrationScreen } from '../../lib/registration/registration-screen.ts'
import { validateStep } from '../../lib/registration/step-validation.ts'
import {
  nextStep,
  previousStep,
  reachableStep,
  type Step,
  stepOfFragment,
} from '../../lib/registration/steps.ts'
import { tidiedValues } from '../../lib/registration/tidied-values.ts'
import { ErrorSummary } from '../form/ErrorSummary.tsx'
import { Form } from '../form/Form.tsx'
import { SubmitButton } from '../form/SubmitButton.tsx'
import { KeptNotice, OfflineNotice, ReviewersReason } from './FormNotices.tsx'
import { FormStep } from './FormStep.tsx'
import { MailboxStep } from './MailboxStep.tsx'
import { Receipt } from './Receipt.tsx'
import type { RegistrationServices } from './registration-services.ts'
import { StepHeading } from './StepHeading.tsx'
import { useDraft } from './use-draft.ts'
import { useStepAddress } from './use-step-address.ts'

interface Props {
  opened: OpenedForm
  services: RegistrationServices
}

export function RegistrationForm({ opened, services }: Props) {
  const [mailbox, setMailbox] = useState(opened.mailbox)
  const [draftId, setDraftId] = useState(opened.draft_id)
  const [mayKeepOnServer, setMayKeepOnServer] = useState(opened.may_keep_on_server)
  const [mayHaveArrived, setMayHaveArrived] = useState(false)
  const [hasMoved, setHasMoved] = useState(false)
  const [screen, dispatch] = useReducer(advance, opened, (start): RegistrationScreen => {
    const first = start.values.correcting === null ? 'organization' : 'review'
    const step = reachableStep(stepOfFragment(window.location.hash) ?? first, (each) =>
      isComplete(each, start.values, start.mailbox),
    )
    return { phase: 'editing', step, values: start.values, errors: [] }
  })
  const { values } = screen
  const step = screen.phase === 'done' ? null : screen.step
  const hasReviewed = useRef(false)
  if (step === 'review') hasReviewed.current = true

  function goTo(asked: Step) {
    setHasMoved(true)
    dispatch({ type: 'stepped', step: reachableStep(asked, (each) => isComplete(each, values, mailbox)) })
  }
  useStepAddress(step, goTo)
  const { kept, keep } = useDraft(
    {
      values,
      subject: opened.subject,
      toServer: mailbox !== null && mayKeepOnServer,
      isPaused: screen.phase !== 'editing',
      onServerId: setDraftId,
    },
    services,
  )

  async function proceed() {
    if (step === null) return
    setHasMoved(true)
    const errors = validateStep(step, values)
    if (errors.length > 0) return dispatch({ type: 'step_refused', errors })
    if (step === 'review') return send()
    const tidied = tidiedValues(values)
    dispatch({ type: 'changed', change: tidied })
    dispatch({ type: 'stepped', step: hasReviewed.current ? furthestStep(tidied, mailbox) : nextStep(step) })
  }

  async function send() {
    keep()
    dispatch({ type: 'sent' })
    const { answer, id } = await handIn(
      {
        draft: draftOf(opened.subject, values, services.now()),
        id: values.correcting ?? draftId,
        may_keep_on_server: mayKeepOnServer,
        may_have_arrived: mayHaveArrived,
      },
      services.register,
    )
    if (values.correcting === null) setDraftId(id)
    if (answer.type === 'lost') setMayHaveArrived(true)
    if (answer.type === 'signed_out') setMailbox(null)
    if (answer.type === 'received') forget()
    dispatch(answer)
  }

  function forget() {
    forgetInTab(services.storage, opened.subject)
    if (values.correcting !== null && draftId !== null) void services.register.discardDraft()
  }

  async function prove(address: string) {
    setHasMoved(true)
    setMailbox(address)
    const joined = await joinServerDraft({ ...values, email: address }, address, services)
    setDraftId(joined.draft_id)
    setMayKeepOnServer(joined.may_keep_on_server)
    if (joined.values !== null) dispatch({ type: 'merged', values: joined.values })
    dispatch({ type: 'stepped', step: furthestStep(joined.values ?? values, address) })
  }

  if (screen.phase === 'done') return <Receipt receipt={screen.receipt} mailbox={mailbox} />
  const errors = screen.phase === 'editing' ? screen.errors : []
  const shown = screen.step
  return (
    <div className="registration">
      <OfflineNotice />
      <BackLink step={shown} onStep={goTo} />
      <StepHeading step={shown} hasErrors={errors.length > 0} takesFocus={hasMoved} />
      {opened.reason === null ? null : <ReviewersReason reason={opened.reason} />}
      {shown === 'mailbox' ? (
        <MailboxStep
          errors={errors}
          services={services}
          mailbox={mailbox}
          typed={values.email}
          onTyped={(email) => dispatch({ type: 'changed', change: { email } })}
          onProven={prove}
        />
      ) : (
        <Form isBusy={screen.phase === 'sending'} onSubmit={() => void proceed()}>
          <ErrorSummary errors={errors} />
          <FormStep
            step={shown}
            values={values}
            errors={errors}
            services={services}
            mailbox={mailbox ?? ''}
            onChange={(change) => dispatch({ type: 'changed', change })}
            onStep={goTo}
          />
          {screen.phase === 'failed' ? <LostNotice failure={screen.failure} /> : null}
          <SubmitButton isBusy={screen.phase === 'sending'}>{buttonInWords(screen)}</SubmitButton>
        </Form>
      )}
      <KeptNotice kept={kept} />
    </div>
  )
}

const isComplete = (step: Step, values: OpenedForm['values'], mailbox: string | null) =>
  step === 'mailbox' ? mailbox !== null : step !== 'review' && validateStep(step, values).length === 0

/** The review, or the first step before it that is not complete. */
const furthestStep = (values: OpenedForm['values'], mailbox: string | null) =>
  reachableStep('review', (step) => isComplete(step, values, mailbox))

function buttonInWords(screen: RegistrationScreen): string {
  if (screen.phase === 'sending') return '正在提交…'
  if (screen.phase === 'failed') return '再提交一次'
  return screen.phase === 'editing' && screen.step === 'review' ? '提交登记' : '继续'
}

function BackLink({ step, onStep }: { step: Step; onStep: (step: Step) => void }) {
  const previous = previousStep(step)
  if (previous === null) return null
  return (
    <button type="button" className="link-button back-link" onClick={() => onStep(previous)}>
      返回上一步
    </button>
  )
}

function LostNotice({ failure }: { failure: 'unreachable' | 'failed' }) {
  return (
    <p className="notice notice-bad" role="alert">
      {failure === 'unreachable'
        ? '网络没有连上，没有收到答复。填写的内容都在，请再提交一次：如果刚才已经收到，不会重复登记。'
        : '服务器的答复不对，没有提交成功。填写的内容都在，请过一会儿再提交一次。'}
    </p>
  )
}
