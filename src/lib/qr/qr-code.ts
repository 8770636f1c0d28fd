import { codeWords, versionFor } from './code-words.ts'
import { drawFormat, type Modules, patternOf, put } from './modules.ts'
import { penaltyOf } from './penalty.ts'

const MASKS: readonly ((row: number, column: number) => number)[] = [
  (row, column) => (row + column) % 2,
  (row) => row % 2,
  (_, column) => column % 3,
  (row, column) => (row + column) % 3,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2,
  (row, column) => ((row * column) % 2) + ((row * column) % 3),
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2,
]

/** Free modules in the order in which bits are laid: pairs of columns from the right, up and down in turn. */
function freePlaces(modules: Modules): [row: number, column: number][] {
  const size = modules.length
  const places: [number, number][] = []
  for (let right = size - 1, isUp = true; right > 0; right -= 2, isUp = !isUp) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step++) {
      const row = isUp ? size - 1 - step : step
      for (const column of [right, right - 1])
        if (modules[row]?.[column] === undefined) places.push([row, column])
    }
  }
  return places
}

function drawn(version: number, words: readonly number[], mask: number): boolean[][] {
  const modules = patternOf(version)
  const isMasked = MASKS[mask] ?? (() => 0)
  for (const [at, [row, column]] of freePlaces(modules).entries()) {
    const bit = ((words[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1
    put(modules, row, column, (bit === 1) !== (isMasked(row, column) === 0))
  }
  drawFormat(modules, mask)
  return modules.map((line) => line.map((dark) => dark === true))
}

/**
 * The QR code of a text, as rows of dark modules without the quiet zone: ISO/IEC 18004, bytes, error correction M, the mask that
 * reads best. Null where the text is longer than 213 bytes.
 */
export function qrCode(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text)
  const version = versionFor(bytes.length)
  if (version === null) return null
  const words = codeWords(bytes, version)
  const codes = MASKS.map((_, mask) => drawn(version, words, mask))
  const penalties = codes.map(penaltyOf)
  return codes[penalties.indexOf(Math.min(...penalties))] ?? null
}

/** An SVG path of the dark modules, a module being one unit. */
export function pathOf(code: readonly (readonly boolean[])[]): string {
  return code
    .flatMap((line, row) => line.flatMap((dark, column) => (dark ? [`M${column} ${row}h1v1h-1z`] : [])))
    .join('')
}
