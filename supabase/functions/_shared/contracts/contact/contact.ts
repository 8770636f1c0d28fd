import { z } from 'zod'
import { tidy } from '../text/text.ts'
import { tidied } from '../text/tidied.ts'

/** The person who answers for an organization's account. `private.read_contact(jsonb)` repeats every rule in the database. */

/** 填报人姓名: 2 to 30 characters after tidying. */
export const PersonName = tidied('请填写联系人姓名').pipe(
  z.string().min(2, '姓名至少 2 个字').max(30, '姓名最多 30 个字'),
)

/** 职务: 2 to 30 characters after tidying. */
export const PersonPost = tidied('请填写职务').pipe(
  z.string().min(2, '职务至少 2 个字').max(30, '职务最多 30 个字'),
)

/** Mobile number as eleven digits; spaces, hyphens, `+86` and full-width digits are tidied away. */
export const Mobile = tidied('请填写手机号')
  .transform((typed) => typed.replace(/[\s\-().]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, ''))
  .superRefine((digits, context) => {
    if (digits === '') context.addIssue({ code: 'custom', message: '请填写手机号' })
    else if (!/^\d+$/.test(digits)) context.addIssue({ code: 'custom', message: '手机号只能是数字' })
    else if (digits.length !== 11)
      context.addIssue({ code: 'custom', message: `手机号应为 11 位数字，现在是 ${digits.length} 位` })
    else if (!/^1[3-9]/.test(digits))
      context.addIssue({ code: 'custom', message: '手机号应以 13 至 19 开头，请核对' })
  })

/** Office telephone with area code, kept as `010-62511234` or `010-62511234-801`; empty becomes null. */
export const Telephone = z
  .string()
  .nullish()
  .transform((typed) =>
    tidy(typed ?? '')
      .replace(/[()\s-]+/g, '-')
      .replace(/^-|-$/g, ''),
  )
  .transform((typed) =>
    typed
      .replace(/^\+?86-?(?=0?\d{2,3}-?\d{7,8})/, '')
      .replace(/^(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})/, '$1-$2'),
  )
  .superRefine((number, context) => {
    if (number !== '' && !/^(?:0\d{2,3}-)?\d{7,8}(?:-\d{1,6})?$/.test(number))
      context.addIssue({ code: 'custom', message: '办公电话请写成「区号-号码」，例如 010-62511234' })
  })
  .transform((number) => (number === '' ? null : number))

/** As it is handed in; the mailbox is not typed, it was proven before. */
export const ContactInput = z.object({
  name: PersonName,
  post: PersonPost,
  phone: Telephone,
  mobile: Mobile,
})
export type ContactInput = z.input<typeof ContactInput>
export type Contact = z.output<typeof ContactInput>

/** The person to call. Shown to those who supervise the organization, and to nobody else. */
export const ContactToCall = z.object({
  name: z.string(),
  post: z.string(),
  phone: z.string().nullable(),
  mobile: z.string(),
  email: z.string(),
})
export type ContactToCall = z.output<typeof ContactToCall>
