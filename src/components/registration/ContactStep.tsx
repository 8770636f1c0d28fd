import { ContactFields } from '../form/ContactFields.tsx'
import type { StepProps } from './step-props.ts'

export function ContactStep({ values, errors, onChange }: StepProps) {
  return (
    <>
      <p className="lead">只有审核您单位的上级团组织和所选平台的运营方能看到联系方式，它们不会公开。</p>
      <ContactFields contact={values.contact} errors={errors} onChange={(contact) => onChange({ contact })} />
    </>
  )
}
