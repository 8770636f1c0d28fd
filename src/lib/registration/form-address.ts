import { z } from 'zod'
import { OrganizationCode } from '#contracts/directory.ts'
import { RegistrationPurpose } from '#contracts/registration/registration.ts'

/** What the address of the form asks for: `?organization=`, `?purpose=` and `?correct=`; what is malformed is left out. */
export const FormAddress = z.object({
  organization: OrganizationCode.nullable().catch(null),
  purpose: RegistrationPurpose.catch('register'),
  correct: z.uuid().nullable().catch(null),
})
export type FormAddress = z.output<typeof FormAddress>

export function readFormAddress(query: string): FormAddress {
  const asked = new URLSearchParams(query)
  return FormAddress.parse({
    organization: asked.get('organization'),
    purpose: asked.get('purpose'),
    correct: asked.get('correct'),
  })
}

export const correctionAddress = (registrationId: string) => `/register?correct=${registrationId}`

export const requestAddress = (purpose: 'add_account' | 'change', code: string) =>
  `/register?purpose=${purpose}&organization=${code}`
