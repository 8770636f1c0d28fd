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

function nextHundred(code: number): number {
  return 100 * (Math.floor(code / 100) + 1)
}
