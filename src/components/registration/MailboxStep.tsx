import type { FieldError } from '../../lib/form/field-error.ts'
import { ErrorSummary } from '../form/ErrorSummary.tsx'
import { MailboxProof } from '../session/MailboxProof.tsx'
import type { RegistrationServices } from './registration-services.ts'

interface Props {
  errors: readonly FieldError[]
  services: RegistrationServices
  mailbox: string | null
  typed: string
  onTyped: (address: string) => void
  onProven: (address: string) => void
}

export function MailboxStep({ errors, services, mailbox, typed, onTyped, onProven }: Props) {
  return (
    <>
      <ErrorSummary errors={errors} />
      <MailboxProof
        mailbox={services.mailbox}
        known={mailbox}
        typed={typed}
        onTyped={onTyped}
        onProven={onProven}
        why={
          <p className="lead">
            审核结果和账号的一次性链接都发到这个邮箱，所以先确认您收得到信。不用注册，也不用设密码。
          </p>
        }
      />
    </>
  )
}
