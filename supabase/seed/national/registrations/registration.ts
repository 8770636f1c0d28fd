import type {
  RegistrationPurpose,
  RegistrationState,
} from '../../../functions/_shared/contracts/registration/registration.ts'
import type { NationalOrganization } from '../register/organizations.ts'
import { dayOf, momentOn, plusDays } from '../words/calendar.ts'
import { type InventedHandle, inventedHandle, pickPlatforms } from '../words/handles.ts'
import { contactOf, type InventedContact } from '../words/people.ts'
import type { Random } from '../words/random.ts'
import { freeNickname, officialNickname } from './nicknames.ts'

export interface ClaimedAccount extends InventedHandle {
  readonly nickname: string
}

/** A row of `registrations`, columns by their names, and its row of `contacts`. Nobody can sign in as its writer: there is none. */
export interface NationalRegistration {
  readonly id: string
  readonly purpose: RegistrationPurpose
  readonly state: RegistrationState
  readonly organization_code: string | null
  readonly proposed_name: string | null
  readonly proposed_division_code: string | null
  readonly existing_accounts: readonly ClaimedAccount[]
  readonly wanted_platform: InventedHandle['platform'] | null
  readonly wanted_nickname: string | null
  readonly note: string | null
  readonly declared_at: string | null
  readonly consented_register_at: string | null
  readonly consented_mail_at: string | null
  readonly submitted_at: string | null
  readonly answer_due_on: string | null
  readonly decided_at: string | null
  readonly decision_reason: string | null
  readonly activated_at: string | null
  readonly draft: object | null
  readonly created_at: string
  readonly updated_at: string
  readonly contact: InventedContact & { readonly mailbox_verified_at: string }
}

/** The registration with this number: its mark is the name of the directory in ASCII. */
export const registrationId = (number: number) =>
  `6d696e67-6c75-4000-8000-${String(number).padStart(12, '0')}`

/** Serial numbers of handles: ten for each registration. */
export const handleSerial = (registration: number, place: number) => registration * 10 + place

export type Content = Pick<
  NationalRegistration,
  'existing_accounts' | 'wanted_platform' | 'wanted_nickname' | 'note'
>
export type Decision = Pick<
  NationalRegistration,
  'state' | 'decided_at' | 'decision_reason' | 'activated_at'
> & {
  readonly submitted_at: string
}

/** Accounts for a registration: all exist already, or the last one is wished for. */
export function contentOf(
  organization: Pick<NationalOrganization, 'name' | 'short_name' | 'kind'>,
  number: number,
  random: Random,
  { count, wants, except }: { count: number; wants: boolean; except?: ReadonlySet<string> },
): Content {
  const platforms = pickPlatforms(random, count, except)
  const wanted = wants ? platforms.pop() : undefined
  return {
    existing_accounts: platforms.map((platform, place) => ({
      ...inventedHandle(platform, handleSerial(number, place)),
      nickname: freeNickname(organization, random),
    })),
    wanted_platform: wanted ?? null,
    wanted_nickname: wanted === undefined ? null : officialNickname(organization),
    note: random.chance(0.08) ? random.pick(NOTES) : null,
  }
}

const NOTES = [
  '原账号由学生会运营，现已移交团委。',
  '学校去年更名，旧名账号正在注销。',
  '请尽快审核，本周要发布活动通知。',
  '账号认证材料已经交到县团委。',
  '两个校区共用一个账号。',
]

/** What goes with a registration that is withdrawn, as its contact does. */
const TAKEN_ALONG = {
  existing_accounts: [],
  wanted_platform: null,
  wanted_nickname: null,
  note: null,
} as const

/** Fills the columns that the database stamps when something is handed in and answered. */
export function handedIn(
  number: number,
  random: Random,
  subject: Pick<NationalRegistration, 'purpose' | 'organization_code'> &
    Partial<Pick<NationalRegistration, 'proposed_name' | 'proposed_division_code'>>,
  content: Content,
  outcome: Decision,
): NationalRegistration {
  const { submitted_at, decided_at, activated_at } = outcome
  const wasDrafted = random.chance(0.2)
  return {
    id: registrationId(number),
    proposed_name: null,
    proposed_division_code: null,
    ...subject,
    ...content,
    ...outcome,
    ...(outcome.state === 'withdrawn' ? TAKEN_ALONG : {}),
    declared_at: submitted_at,
    consented_register_at: submitted_at,
    consented_mail_at: submitted_at,
    answer_due_on: plusDays(dayOf(submitted_at), 7),
    draft: null,
    created_at: wasDrafted ? momentOn(plusDays(dayOf(submitted_at), -2), random) : submitted_at,
    updated_at: activated_at ?? decided_at ?? submitted_at,
    contact: { ...contactOf(number), mailbox_verified_at: submitted_at },
  }
}

/** A draft has nothing but the form's values (src/lib/registration/draft.ts); a test holds both to one shape. */
export function drafted(
  number: number,
  random: Random,
  organization: NationalOrganization,
  place: string,
  savedOn: string,
): NationalRegistration {
  const contact = contactOf(number)
  const saved_at = momentOn(savedOn, random)
  const { code, name, level, kind, status } = organization
  const values = {
    correcting: null,
    purpose: 'register',
    organization: { code, name, place, level, kind, status },
    proposing: false,
    proposal: { name: '', province: '', prefecture: '', county: '' },
    email: '',
    contact: { name: contact.name, post: contact.post, phone: contact.phone ?? '', mobile: contact.mobile },
    has_accounts: false,
    existing_accounts: [],
    wants_account: random.chance(0.5),
    wanted_account: { platform: 'weibo', nickname: officialNickname(organization) },
    note: '',
    declared: false,
    consented_register: false,
    consented_mail: false,
  }
  return {
    id: registrationId(number),
    purpose: 'register',
    state: 'draft',
    organization_code: null,
    proposed_name: null,
    proposed_division_code: null,
    existing_accounts: [],
    wanted_platform: null,
    wanted_nickname: null,
    note: null,
    declared_at: null,
    consented_register_at: null,
    consented_mail_at: null,
    submitted_at: null,
    answer_due_on: null,
    decided_at: null,
    decision_reason: null,
    activated_at: null,
    draft: { version: 1, subject: 'register', saved_at, values },
    created_at: saved_at,
    updated_at: saved_at,
    contact: { ...contact, mailbox_verified_at: saved_at },
  }
}
