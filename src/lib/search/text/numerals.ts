const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const RUN = /[〇零一二两三四五六七八九十百千0-9]+/gu

/** What follows a number that counts a school (四中, 101学校, 第八小学, 二附中, 三十五级). */
const FOLLOWERS = /^[中学校高附初小完职实]/u

/** A number inside a text: where it stands, in code units, and its value as Arabic digits. */
export interface Numeral {
  from: number
  to: number
  value: string
}

/** Whether a folded character may be part of a number. */
export function isNumeral(folded: string): boolean {
  return /^[〇零一二两三四五六七八九十百千0-9]$/u.test(folded)
}

function digitOf(character: string): number | undefined {
  return /[0-9]/.test(character) ? Number(character) : DIGITS[character]
}

/** Reads 一百零一, 二十四, 一〇一, 101 and mixtures of them; null where the characters make no number (十百). */
export function readNumeral(run: string): string | null {
  if (!/[十百千]/u.test(run)) {
    return [...run].map((character) => String(digitOf(character))).join('')
  }
  let total = 0
  let digits = ''
  let lowest = Number.POSITIVE_INFINITY
  for (const character of run) {
    const unit = UNITS[character]
    if (unit === undefined) {
      digits += String(digitOf(character))
      continue
    }
    if (unit >= lowest) return null
    lowest = unit
    total += (digits === '' ? 1 : Number(digits)) * unit
    digits = ''
  }
  const rest = digits === '' ? 0 : Number(digits)
  return rest >= lowest ? null : String(total + rest)
}

/**
 * Finds the numbers that count something in folded text. A single character such as 四 in 四川 is a number only after 第,
 * before a word such as 中学, or at the end; digits and longer runs always are.
 */
export function findNumerals(text: string): Numeral[] {
  const numerals: Numeral[] = []
  for (const match of text.matchAll(RUN)) {
    const run = match[0]
    const from = match.index
    const to = from + run.length
    const counts = run.length > 1 || /[0-9]/.test(run) || text[from - 1] === '第' || isFollowed(text, to)
    if (!counts) continue
    const value = readNumeral(run)
    if (value !== null) numerals.push({ from, to, value })
  }
  return numerals
}

function isFollowed(text: string, to: number): boolean {
  return to === text.length || FOLLOWERS.test(text.slice(to))
}
