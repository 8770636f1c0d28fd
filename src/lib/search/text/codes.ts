/**
 * Codes of divisions run on, with gaps at the end of each prefecture: a code is written as nothing where it is the one before
 * plus one, `>` where it opens the next hundred, otherwise as the distance, or whole where that is long or backwards.
 */
export function writeDivisionCode(code: number, before: number): string {
  if (code === before + 1) return ''
  if (code === nextHundred(before)) return '>'
  const distance = code - before
  return distance >= 0 && distance < 10_000 ? String(distance) : String(code).padStart(6, '0')
}

export function readDivisionCode(written: string, before: number): number {
  if (written === '') return before + 1
  if (written === '>') return nextHundred(before)
  return written.length === 6 ? Number(written) : before + Number(written)
}

const PROVINCE = 10_000
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * The same where one stands anywhere in a province after another: a prefecture of the same province is a letter, a county of it `:` and
 * four digits, everything else `/` and six.
 */
export function writeNearDivision(code: number, before: number): string {
  const rest = code % PROVINCE
  if (code - rest !== before - (before % PROVINCE)) return `/${String(code).padStart(6, '0')}`
  const letter = rest % 100 === 0 ? LETTERS.charAt(rest / 100) : ''
  return letter === '' ? `:${String(rest).padStart(4, '0')}` : letter
}

/** Codes in order, as they were written one after another. */
export function* readNearDivisions(written: string): Generator<number, void> {
  let province = 0
  for (let at = 0; at < written.length; ) {
    const sign = written.charAt(at)
    const length = sign === '/' ? 7 : sign === ':' ? 5 : 1
    const rest = length === 1 ? 100 * LETTERS.indexOf(sign) : Number(written.slice(at + 1, at + length))
    const code = length === 7 ? rest : province + rest
    province = code - (code % PROVINCE)
    at += length
    yield code
  }
}

function nextHundred(code: number): number {
  return 100 * (Math.floor(code / 100) + 1)
}

export function levelOfDivision(code: string): number {
  if (code === '000000') return 1
  return code.endsWith('0000') ? 2 : code.endsWith('00') ? 3 : 4
}

/** The same with the code as a number. */
export function levelOfNumber(code: number): number {
  if (code === 0) return 1
  return code % 10_000 === 0 ? 2 : code % 100 === 0 ? 3 : 4
}

/** The division above, by the rule of the codes; null above the nation. */
export function codeAbove(code: string): string | null {
  if (code === '000000') return null
  if (code.endsWith('0000')) return '000000'
  return code.endsWith('00') ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`
}

/** The same with codes as numbers; negative above the nation. */
export function numberAbove(code: number): number {
  if (code === 0) return -1
  if (code % 10_000 === 0) return 0
  return code % 100 === 0 ? 10_000 * Math.floor(code / 10_000) : 100 * Math.floor(code / 100)
}
