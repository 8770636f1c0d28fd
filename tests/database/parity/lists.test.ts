import { expect } from 'vitest'
import { CredentialState } from '#contracts/credential.ts'
import {
  AccountState,
  DivisionLevel,
  OrganizationKind,
  OrganizationStatus,
  PublicAccountSubject,
  SchoolType,
  UnitType,
} from '#contracts/directory.ts'
import { LEVEL_NAMES, NAMING_RULES } from '#contracts/federation.ts'
import { RegistrationPurpose, RegistrationState } from '#contracts/registration.ts'
import { test } from '../../fixtures/database/room.ts'

const lists: Record<string, readonly string[]> = {
  'public.division_level': DivisionLevel.options,
  'public.organization_kind': OrganizationKind.options,
  'public.organization_status': OrganizationStatus.options,
  'public.unit_type': UnitType.options,
  'public.school_type': SchoolType.options,
  'public.account_state': AccountState.options,
  'public.registration_purpose': RegistrationPurpose.options,
  'public.registration_state': RegistrationState.options,
  'private.credential_state': CredentialState.options,
}

test.for(Object.entries(lists))('%s has the words of the contract', async ([name, words], { sql }) => {
  const rows =
    await sql`select enumlabel from pg_enum where enumtypid = ${name}::regtype order by enumsortorder`
  expect(rows.map((row) => row.enumlabel)).toEqual(words)
})

test('what visitors see of accounts is what the contract calls public', async ({ sql }) => {
  const [policy] = await sql`select qual from pg_policies where tablename = 'accounts'`
  const rows =
    await sql`select enumlabel as subject from pg_enum where enumtypid = 'public.account_subject'::regtype`
  const open = rows.map((row) => row.subject).filter((subject) => policy?.qual.includes(`'${subject}'`))
  expect(open).toEqual(PublicAccountSubject.options)
})

test('there is one naming rule for each level', () => {
  expect(NAMING_RULES.map((rule) => String(rule.level))).toEqual(Object.keys(LEVEL_NAMES))
})
