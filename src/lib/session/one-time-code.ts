import { tidy } from '#contracts/text/text.ts'
import { tidied } from '#contracts/text/tidied.ts'

/** The six digits of the mail: full-width digits, spaces, hyphens and words pasted around them are tidied away. */
export const OneTimeCode = tidied('请填写邮件里的六位验证码')
  .transform((typed) => typed.replace(/[\s-]/g, ''))
  .superRefine((code, context) => {
    if (code === '') context.addIssue({ code: 'custom', message: '请填写邮件里的六位验证码' })
    else if (!/^\d+$/.test(code)) context.addIssue({ code: 'custom', message: '验证码只有数字，请核对' })
    else if (code.length !== 6)
      context.addIssue({ code: 'custom', message: `验证码应为 6 位数字，现在是 ${code.length} 位` })
  })

/** A pasted sentence gives its only run of six digits; what was typed by hand stays as it is. */
export function codeFromPaste(pasted: string): string {
  const text = tidy(pasted)
  const runs = (text.match(/\d[\d\s-]*/g) ?? []).map((run) => run.replace(/\D/g, ''))
  const codes = runs.filter((digits) => digits.length === 6)
  return codes[0] !== undefined && codes.length === 1 ? codes[0] : text
}
