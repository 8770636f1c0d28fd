import type { Step } from '../../lib/registration/steps.ts'
import { AccountsStep } from './AccountsStep.tsx'
import { ContactStep } from './ContactStep.tsx'
import { OrganizationStep } from './OrganizationStep.tsx'
import { ReviewStep } from './ReviewStep.tsx'
import type { StepProps } from './step-props.ts'

interface Props extends StepProps {
  step: Exclude<Step, 'mailbox'>
  mailbox: string
  onStep: (step: Step) => void
}

export function FormStep({ step, mailbox, onStep, ...props }: Props) {
  switch (step) {
    case 'organization':
      return <OrganizationStep {...props} />
    case 'contact':
      return <ContactStep {...props} />
    case 'accounts':
      return <AccountsStep {...props} />
    case 'review':
      return <ReviewStep {...props} mailbox={mailbox} onStep={onStep} />
  }
}
