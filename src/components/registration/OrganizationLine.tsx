import { KIND_NAMES, ORGANIZATION_STATUS_NAMES } from '#contracts/federation.ts'
import type { ChosenOrganization } from '../../lib/registration/form-values.ts'

/** The name, and what tells it from others of the same name. */
export function OrganizationLine({ organization }: { organization: ChosenOrganization }) {
  const kind = KIND_NAMES[organization.kind]
  return (
    <>
      <span className="organization-name">{organization.name}</span>
      <span className="organization-place">
        {[organization.place, kind, ORGANIZATION_STATUS_NAMES[organization.status]]
          .filter((part) => part !== '')
          .join(' · ')}
      </span>
    </>
  )
}
