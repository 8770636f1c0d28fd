import { tidy } from '#contracts/text/text.ts'
import { tidied } from '#contracts/text/tidied.ts'

const halved = (digits: string) =>
  digits.length === 12 && digits.startsWith(digits.slice(6)) ? digits.slice(6) : digits

/**
 * The one code of six digits in what was typed or pasted: in groups, twice, in a sentence, before a telephone number or minutes. Null where
 * there is none, or more than one.
 */
function codeIn(text: string): string | null {
  const codes = (text.match(/\d+(?:[ -]\d+)*/g) ?? []).flatMap((run) => {
    const whole = halved(run.replace(/\D/g, ''))
    const numbers = whole.length === 6 ? [whole] : run.split(/\D/).map(halved)
    return numbers.filter((digits) => digits.length === 6)
  })
  return new Set(codes).size === 1 ? (codes[0] ?? null) : null
}

/** The six digits of the mail: full-width digits, spaces, hyphens and words pasted around them are tidied away. */
export const OneTimeCode = tidied('请填写邮件里的六位验证码')
  .transform((typed) => codeIn(typed) ?? typed.replace(/[\s-]/g, ''))
  .superRefine((code, context) => {
    if (code === '') context.addIssue({ code: 'custom', message: '请填写邮件里的六位验证码' })
    else if (!/^\d+$/.test(code)) context.addIssue({ code: 'custom', message: '验证码只有数字，请核对' })
    else if (code.length !== 6)
      context.addIssue({ code: 'custom', message: `验证码应为 6 位数字，现在是 ${code.length} 位` })
  })

/** A pasted sentence gives its only code; what was typed by hand stays as it is. */
export function codeFromPaste(pasted: string): string {
  const text = tidy(pasted)
  return codeIn(text) ?? text
}
