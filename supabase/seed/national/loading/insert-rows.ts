import type { TransactionSql } from 'postgres'
import type { NationalAnnouncement } from '../hall/announcements.ts'
import type { NationalOrganization } from '../register/organizations.ts'
import type { RealDivision } from '../register/real-register.ts'
import type { NationalAccount } from '../registrations/account.ts'
import type { NationalRegistration } from '../registrations/registration.ts'

/** One statement a batch: what listens to a table hears of thousands of rows at once. */

type Keys = Promise<string[]>
const keysOf = (rows: readonly { readonly key?: unknown }[]): string[] => rows.map(({ key }) => String(key))

export async function insertDivisions(tx: TransactionSql, rows: readonly RealDivision[]): Keys {
  return keysOf(
    await tx`
    insert into public.divisions (code, name, level, parent_code, is_placeholder, spoken_names, former_names)
    select code, r.name, level, parent_code, is_placeholder, spoken_names, former_names
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r (code text, name text, level text, parent_code text, is_placeholder boolean, spoken_names text[], former_names text[])
    left join public.levels l on l.division_level = r.level
    where not exists (select from public.divisions d where d.code = r.code)
    order by l.number, code returning code as key`,
  )
}

export async function insertOrganizations(tx: TransactionSql, rows: readonly NationalOrganization[]): Keys {
  return keysOf(
    await tx`
    insert into public.organizations (code, name, short_name, aliases, former_names, search_names, english_name, kind, level, school_type,
      division_code, parent_code, registered_on, closed_on, successor_code)
    select code, name, short_name, aliases, former_names, search_names, english_name, kind, level, school_type, division_code, parent_code,
      registered_on, closed_on, successor_code
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (
      code text, name text, short_name text, aliases text[], former_names text[], search_names text[], english_name text, kind text,
      level smallint, school_type text, division_code text, parent_code text, registered_on date,
      closed_on date, successor_code text)
    order by level, code returning code as key`,
  )
}

/** `offset` is added to the numbers of the list to make the ids of the table. */
export async function insertAccounts(
  tx: TransactionSql,
  rows: readonly NationalAccount[],
  offset: number,
): Keys {
  return keysOf(
    await tx`
    insert into public.accounts (id, organization_code, subject, project, platform, nickname, handle, address, bound_to,
      opened_on, verified_on, handed_over_on, closed_on, checked_at)
    select number + ${offset}, organization_code, subject, project, platform, nickname, handle, address,
      bound_to + ${offset}, opened_on, verified_on, handed_over_on, closed_on, checked_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (
      number bigint, organization_code text, subject public.account_subject, project text, platform text, nickname text,
      handle text, address text, bound_to bigint, opened_on date, verified_on date, handed_over_on date, closed_on date,
      checked_at timestamptz)
    order by number returning id as key`,
  )
}

export async function insertPersons(
  tx: TransactionSql,
  rows: readonly NationalAccount[],
  offset: number,
): Keys {
  const persons = rows.flatMap(({ number, person }) => (person === null ? [] : [{ number, ...person }]))
  return keysOf(
    await tx`
    insert into public.account_persons (account_id, real_name, post)
    select number + ${offset}, real_name, post
    from jsonb_to_recordset(${JSON.stringify(persons)}::text::jsonb) as r (number bigint, real_name text, post text)
    returning account_id as key`,
  )
}

export async function insertRegistrations(tx: TransactionSql, rows: readonly NationalRegistration[]): Keys {
  return keysOf(
    await tx`
    insert into public.registrations (id, purpose, state, organization_code, proposed_name, proposed_division_code,
      existing_accounts, wanted_platform, wanted_nickname, note, declared_at, consented_register_at, consented_mail_at,
      submitted_at, answer_due_on, decided_at, decision_reason, activated_at, draft, created_at, updated_at)
    select id, purpose, state, organization_code, proposed_name, proposed_division_code, existing_accounts,
      wanted_platform, wanted_nickname, note, declared_at, consented_register_at, consented_mail_at, submitted_at,
      answer_due_on, decided_at, decision_reason, activated_at, nullif(draft, 'null'), created_at, updated_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (
      id uuid, purpose public.registration_purpose, state public.registration_state, organization_code text,
      proposed_name text, proposed_division_code text, existing_accounts jsonb, wanted_platform text,
      wanted_nickname text, note text, declared_at timestamptz, consented_register_at timestamptz,
      consented_mail_at timestamptz, submitted_at timestamptz, answer_due_on date, decided_at timestamptz,
      decision_reason text, activated_at timestamptz, draft jsonb, created_at timestamptz, updated_at timestamptz)
    returning id as key`,
  )
}

export async function insertContacts(tx: TransactionSql, rows: readonly NationalRegistration[]): Keys {
  const contacts = rows
    .filter(({ state }) => state !== 'withdrawn')
    .map(({ id, contact }) => ({ registration_id: id, ...contact }))
  return keysOf(
    await tx`
    insert into public.contacts (registration_id, name, post, phone, mobile, email, mailbox_verified_at)
    select registration_id, name, post, phone, mobile, email, mailbox_verified_at
    from jsonb_to_recordset(${JSON.stringify(contacts)}::text::jsonb) as r (
      registration_id uuid, name text, post text, phone text, mobile text, email text, mailbox_verified_at timestamptz)
    returning id as key`,
  )
}

/** What the step of a registration says, which rests meanwhile: whether the present contact filed it. */
export async function sayWhoFiled(tx: TransactionSql): Promise<void> {
  await tx`
    update public.registrations r set from_present_contact = private.files_as_contact(r)
    where r.purpose <> 'register' and r.from_present_contact is null`
}

export async function insertAnnouncements(tx: TransactionSql, rows: readonly NationalAnnouncement[]): Keys {
  return keysOf(
    await tx`
    insert into public.announcements (slug, issuer_code, title, document_number, addressees, body, attachments, issued_on,
      publish_at, pinned_until, audience_code, audience_kinds, audience_levels, relayed_from, approved_by, basis, state)
    select slug, issuer_code, title, document_number, addressees, body, attachments, issued_on, publish_at, pinned_until,
      audience_code, audience_kinds, audience_levels, relayed_from, approved_by, basis, state
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (
      slug text, issuer_code text, title text, document_number text, addressees text, body text, attachments jsonb,
      issued_on date, publish_at timestamptz, pinned_until timestamptz, audience_code text,
      audience_kinds text[], audience_levels smallint[], relayed_from text, approved_by text, basis text,
      state public.announcement_state)
    order by slug returning slug as key`,
  )
}
