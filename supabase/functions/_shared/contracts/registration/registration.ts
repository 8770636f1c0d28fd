import { z } from 'zod'
import { recogniseAddress } from '../addresses/recognise.ts'
import { ContactInput } from '../contact/contact.ts'
import { DivisionCode, OrganizationCode } from '../directory.ts'
import { Day, Instant } from '../instants.ts'
import { PLATFORMS } from '../platforms.ts'
import type { RefusalCode } from '../refusals/refusals.ts'
import { plainHandle, tidy } from '../text/text.ts'
import { tidied } from '../text/tidied.ts'
import { Note } from './note.ts'

/** What a school hands in, once, to `submit_registration(submission jsonb)`. The database repeats every rule here. */

export const RegistrationPurpose = z.enum(['register', 'add_account', 'change'])
export type RegistrationPurpose = z.output<typeof RegistrationPurpose>

export const RegistrationState = z.enum([
  'draft',
  'submitted',
  'returned',
  'approved',
  'rejected',
  'withdrawn',
  'activated',
])
export type RegistrationState = z.output<typeof RegistrationState>

export const PlatformId = z.enum(PLATFORMS.map((platform) => platform.id))

const platformOf = (id: string) => PLATFORMS.find((platform) => platform.id === id)
const platformName = (id: string): string => platformOf(id)?.name ?? id
const isAlive = (id: string): boolean => platformOf(id)?.is_alive === true

/** Nickname of an account as it stands on the platform. */
export const Nickname = tidied('请填写账号昵称').pipe(
  z.string().min(2, '昵称至少 2 个字').max(30, '昵称最多 30 个字'),
)

/** An account that exists already. Where an address was pasted, platform and handle follow from it. */
export const ExistingAccountInput = z
  .object({
    platform: PlatformId,
    handle: tidied('请填写账号名')
      .transform(plainHandle)
      .pipe(
        z
          .string()
          .min(2, '账号名至少 2 个字符')
          .max(120, '账号名最多 120 个字符')
          .regex(/^[^\s/?#]+$/, '账号名不能有空格和斜线'),
      ),
    nickname: Nickname,
    address: z
      .string()
      .nullish()
      .transform((typed) => tidy(typed ?? '') || null),
  })
  .superRefine((account, context) => {
    if (account.address !== null && recogniseAddress(account.address)?.platform !== account.platform)
      context.addIssue({
        code: 'custom',
        path: ['address'],
        message: '网址与所选平台不符，请从账号主页复制网址',
      })
  })
  .transform((account) => ({
    ...account,
    address:
      account.address === null ? null : (recogniseAddress(account.address)?.address ?? account.address),
  }))

/** The wish for an account that the platform shall open; the nickname follows the naming rule of the organization's level. */
export const WantedAccountInput = z.object({ platform: PlatformId, nickname: Nickname })

/** A name is read by others, who should find nothing in it to open. The database asks the same; a parity test holds both together. */
const HOLDS_AN_ADDRESS = /:\/\/|@|[.。](?:[A-Za-z]{2,}|中国|公司|网络|网址|在线)|\d\.\d+\.\d+\.\d/

/** An organization that is not in the directory yet. */
export const ProposalInput = z.object({
  name: tidied('请填写单位全称').pipe(
    z
      .string()
      .min(4, '单位全称至少 4 个字')
      .max(60, '单位全称最多 60 个字')
      .refine((name) => !HOLDS_AN_ADDRESS.test(name), '单位全称里不能有网址和邮箱'),
  ),
  division_code: DivisionCode,
})

export const RegistrationInput = z
  .object({
    /** Given when a draft or a returned registration is handed in again. */
    id: z.uuid().nullish(),
    /** Of this one hand-in, made by the form and sent with every repetition: however often it arrives, it is registered once. */
    key: z
      .string()
      .regex(/^[A-Za-z0-9_-]{16,64}$/)
      .nullish(),
    purpose: RegistrationPurpose,
    organization_code: OrganizationCode.nullish(),
    proposal: ProposalInput.nullish(),
    contact: ContactInput,
    existing_accounts: z.array(ExistingAccountInput).max(10, '一次最多填 10 个账号'),
    wanted_account: WantedAccountInput.nullish(),
    /** What should change (purpose `change`), or a word to the reviewer. */
    note: Note,
    declared: z.literal(true, '请确认填报内容真实'),
    consented_register: z.literal(true, '需要您同意登记所需的信息处理'),
    consented_mail: z.literal(true, '需要您同意通过邮件服务商发送通知'),
  })
  .superRefine((input, context) => {
    if ((input.organization_code == null) === (input.proposal == null))
      context.addIssue({ code: 'custom', path: ['organization_code'], message: '请选择您的单位' })
    if (input.proposal != null && input.purpose !== 'register')
      context.addIssue({
        code: 'custom',
        path: ['organization_code'],
        message: '增加账号或变更信息，请选择已登记的单位',
      })
    const named = input.existing_accounts.map((account) => account.platform)
    for (const [place, platform] of named.entries())
      if (named.indexOf(platform) < place)
        context.addIssue({
          code: 'custom',
          path: ['existing_accounts', place, 'platform'],
          message: `「${platformName(platform)}」的账号填了两次，每个平台只登记一个`,
        })
    const wanted = input.wanted_account?.platform
    if (wanted !== undefined && !isAlive(wanted))
      context.addIssue({
        code: 'custom',
        path: ['wanted_account', 'platform'],
        message: '请选择仍在运行的平台',
      })
    else if (wanted !== undefined && named.includes(wanted))
      context.addIssue({
        code: 'custom',
        path: ['wanted_account', 'platform'],
        message: `「${platformName(wanted)}」已有账号，每个平台只登记一个，请换一个平台`,
      })
    if (input.purpose === 'change' && input.note === null)
      context.addIssue({ code: 'custom', path: ['note'], message: '请写明要变更什么' })
    if (input.purpose !== 'change' && input.existing_accounts.length === 0 && input.wanted_account == null)
      context.addIssue({
        code: 'custom',
        path: ['wanted_account'],
        message: '请填写已有账号，或选择申请开通新账号',
      })
  })
export type RegistrationInput = z.input<typeof RegistrationInput>
export type RegistrationSubmission = z.output<typeof RegistrationInput>

/** The reply of `submit_registration`. */
export const RegistrationReceipt = z.object({
  id: z.uuid(),
  state: RegistrationState,
  organization_name: z.string(),
  submitted_at: Instant,
  /** The day by which the level above should have answered. */
  answer_due_on: Day,
})
export type RegistrationReceipt = z.output<typeof RegistrationReceipt>

/** A refusal by the database as PostgREST hands it on: `hint` is the stable code, `details` the field's path. */
export const Refusal = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().nullish(),
  details: z.string().nullish(),
})
export type Refusal = z.output<typeof Refusal>

/** Whether this is what the database refused for. Nothing else compares hints, so that no code is misspelt. */
export const isRefusedFor = (code: RefusalCode, { hint }: Refusal): boolean => hint === code
