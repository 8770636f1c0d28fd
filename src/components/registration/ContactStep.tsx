import { TextField } from '../form/Field.tsx'
import type { StepProps } from './step-props.ts'

export function ContactStep({ values, errors, onChange }: StepProps) {
  const { contact } = values
  const set = (field: keyof typeof contact) => (value: string) =>
    onChange({ contact: { ...contact, [field]: value } })
  return (
    <>
      <p className="lead">只有审核您单位的上级团组织和所选平台的运营方能看到联系方式，它们不会公开。</p>
      <TextField
        path="contact.name"
        label="姓名"
        autoComplete="name"
        width="middle"
        value={contact.name}
        errors={errors}
        onChange={set('name')}
      />
      <TextField
        path="contact.post"
        label="职务"
        help="例如：团委书记"
        autoComplete="organization-title"
        width="middle"
        value={contact.post}
        errors={errors}
        onChange={set('post')}
      />
      <TextField
        path="contact.mobile"
        label="手机"
        help="11 位数字"
        type="tel"
        inputMode="tel"
        autoComplete="tel-national"
        width="middle"
        value={contact.mobile}
        errors={errors}
        onChange={set('mobile')}
      />
      <TextField
        path="contact.phone"
        label="办公电话（选填）"
        help="写成「区号-号码」，例如 010-62511234"
        type="tel"
        inputMode="tel"
        width="middle"
        value={contact.phone}
        errors={errors}
        onChange={set('phone')}
      />
    </>
  )
}
