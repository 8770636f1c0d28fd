import type { Random } from './random.ts'

/** How a school writes its number: 二十一, 二一, 21, ２１; with 〇 or 零 where a nought stands in it. */
export type NumeralForm = 'counted' | 'spelled' | 'spelled-nought' | 'arabic' | 'wide'

const DIGITS = '〇一二三四五六七八九'

/** 一百零一, 二十四, 十一. Holds for 1 to 999. */
function counted(number: number): string {
  const digit = (value: number) => DIGITS[value] ?? ''
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10]
  const high = hundreds > 0 ? `${digit(hundreds)}百` : ''
  const middle =
    tens > 0 ? `${tens === 1 && hundreds === 0 ? '' : digit(tens)}十` : hundreds > 0 && ones > 0 ? '零' : ''
  return `${high}${middle}${ones > 0 ? digit(ones) : ''}`
}

const spelled = (number: number) => String(number).replace(/\d/g, (digit) => DIGITS[Number(digit)] ?? digit)

export function numeral(number: number, form: NumeralForm): string {
  switch (form) {
    case 'counted':
      return counted(number)
    case 'spelled':
      return spelled(number)
    case 'spelled-nought':
      return spelled(number).replaceAll('〇', '零')
    case 'arabic':
      return String(number)
    case 'wide':
      return String(number).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
  }
}

/** A form in the proportions met with; digit by digit is for numbers of three figures only (一七一, never 二一). */
export function numeralForm(number: number, random: Random): NumeralForm {
  return number > 100
    ? random.weigh([
        [3, 'spelled'],
        [3, 'spelled-nought'],
        [2, 'counted'],
        [3, 'arabic'],
        [0.5, 'wide'],
      ])
    : random.weigh([
        [85, 'counted'],
        [12, 'arabic'],
        [3, 'wide'],
      ])
}
