import { requestAddress } from '../../lib/registration/form-address.ts'
import type { ChosenOrganization } from '../../lib/registration/form-values.ts'
import { OrganizationCombobox } from './OrganizationCombobox.tsx'
import { OrganizationLine } from './OrganizationLine.tsx'
import { ProposalFields } from './ProposalFields.tsx'
import type { StepProps } from './step-props.ts'
import { useFocusOnChange } from './use-focus-on-change.ts'

export function OrganizationStep({ values, errors, services, onChange }: StepProps) {
  const isFixed = values.correcting !== null || values.purpose !== 'register'
  if (values.proposing)
    return (
      <>
        <p className="lead">填写单位全称和所在地区。审核通过后，它会列入名录。</p>
        <ProposalFields
          proposal={values.proposal}
          errors={errors}
          divisions={services.divisions}
          onChange={(proposal) => onChange({ proposal })}
        />
        <p>
          <button type="button" className="link-button" onClick={() => onChange({ proposing: false })}>
            回到名单里找
          </button>
        </p>
      </>
    )
  if (values.organization !== null)
    return (
      <ChosenCard
        organization={values.organization}
        purpose={values.purpose}
        onClear={isFixed ? null : () => onChange({ organization: null })}
      />
    )
  return (
    <>
      <OrganizationCombobox
        find={services.findOrganizations}
        errors={errors}
        onChoose={(organization) => onChange({ organization })}
      />
      <p>
        <button type="button" className="link-button" onClick={() => onChange({ proposing: true })}>
          名单里没有我的单位
        </button>
      </p>
    </>
  )
}

interface CardProps {
  organization: ChosenOrganization
  purpose: string
  onClear: (() => void) | null
}

function ChosenCard({ organization, purpose, onClear }: CardProps) {
  const card = useFocusOnChange<HTMLDivElement>(organization.code)
  return (
    <>
      <div className="chosen" ref={card} tabIndex={-1} id="field-organization_code">
        <p className="field-help">已选择</p>
        <p>
          <OrganizationLine organization={organization} />
        </p>
      </div>
      {organization.status === 'registered' && purpose === 'register' ? (
        <p className="notice">
          这个单位已经登记。要再登记一个账号，请
          <a href={requestAddress('add_account', organization.code)}>增加账号</a>；信息有变化，请
          <a href={requestAddress('change', organization.code)}>提出变更</a>。
        </p>
      ) : null}
      {onClear === null ? null : (
        <p>
          <button type="button" className="link-button" onClick={onClear}>
            换一个单位
          </button>
        </p>
      )}
    </>
  )
}
