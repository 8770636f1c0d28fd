import type { FieldError } from '../../lib/form/field-error.ts'
import { TextField } from './TextField.tsx'

/** A contact as it is typed. */
export interface TypedContact {
  name: string
  post: string
  phone: string
  mobile: string
}

interface Props {
  contact: TypedContact
  errors: readonly FieldError[]
  /** What the field of the name is called: whose it is. */
  nameLabel?: string
  onChange: (contact: TypedContact) => void
}

/** The person who answers for an account. */
export function ContactFields({ contact, errors, nameLabel = '姓名', onChange }: Props) {
  const wired = (field: keyof TypedContact) => ({
    path: `contact.${field}`,
    width: 'middle' as const,
    value: contact[field],
    errors,
    onChange: (value: string) => onChange({ ...contact, [field]: value }),
  })
  return (
    <>
      <TextField {...wired('name')} label={nameLabel} autoComplete="name" />
      <TextField {...wired('post')} label="职务" help="例如：团委书记" autoComplete="organization-title" />
      <TextField
        {...wired('mobile')}
        label="手机"
        help="11 位数字"
        type="tel"
        inputMode="tel"
        autoComplete="tel-national"
      />
      <TextField
        {...wired('phone')}
        label="办公电话（选填）"
        help="写成「区号-号码」，例如 010-62511234"
        type="tel"
        inputMode="tel"
      />
    </>
  )
}
