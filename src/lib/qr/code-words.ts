/** Error correction M of ISO/IEC 18004: check words of a block and number of blocks, for versions 1 to 10. */
const BLOCKS = [
  [10, 1],
  [16, 1],
  [26, 1],
  [18, 2],
  [24, 2],
  [16, 4],
  [18, 4],
  [22, 4],
  [22, 5],
  [26, 5],
] as const
const ALL_WORDS = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346] as const

const wordsOf = (version: number) => ALL_WORDS[version - 1] ?? 0
const blocksOf = (version: number) => BLOCKS[version - 1] ?? [0, 1]

function dataWords(version: number): number {
  const [check, count] = blocksOf(version)
  return wordsOf(version) - check * count
}

/** Product in the field of 256 elements over x^8 + x^4 + x^3 + x^2 + 1. */
function times(one: number, other: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    product ^= ((other >>> bit) & 1) * one
  }
  return product
}

/** Coefficients of the divisor polynomial below its leading 1. */
function divisorOf(degree: number): number[] {
  const divisor: number[] = [...Array(degree - 1).fill(0), 1]
  let root = 1
  for (let step = 0; step < degree; step++) {
    for (let at = 0; at < degree; at++)
      divisor[at] = times(divisor[at] ?? 0, root) ^ (at + 1 < degree ? (divisor[at + 1] ?? 0) : 0)
    root = times(root, 2)
  }
  return divisor
}

function checkWords(data: readonly number[], divisor: readonly number[]): number[] {
  const rest: number[] = Array(divisor.length).fill(0)
  for (const word of data) {
    const factor = word ^ (rest.shift() ?? 0)
    rest.push(0)
    for (const [at, coefficient] of divisor.entries()) rest[at] = (rest[at] ?? 0) ^ times(coefficient, factor)
  }
  return rest
}

/** Mode, length, bytes and filling, as words of eight bits. */
function wordsOfText(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = []
  const put = (value: number, length: number) => {
    for (let bit = length - 1; bit >= 0; bit--) bits.push((value >>> bit) & 1)
  }
  put(4, 4)
  put(bytes.length, version < 10 ? 8 : 16)
  for (const byte of bytes) put(byte, 8)
  const room = dataWords(version) * 8
  put(0, Math.min(4, room - bits.length))
  put(0, (8 - (bits.length % 8)) % 8)
  for (let filling = 0xec; bits.length < room; filling ^= 0xec ^ 0x11) put(filling, 8)
  return Array.from({ length: room / 8 }, (_, at) =>
    Number.parseInt(bits.slice(at * 8, at * 8 + 8).join(''), 2),
  )
}

/** The least version that holds so many bytes; null where none up to 10 does (213 bytes). */
export function versionFor(length: number): number | null {
  for (let version = 1; version <= 10; version++)
    if (length + (version < 10 ? 2 : 3) <= dataWords(version)) return version
  return null
}

/** Data and check words in the order in which they are drawn: the blocks take turns. */
export function codeWords(bytes: Uint8Array, version: number): number[] {
  const [check, count] = blocksOf(version)
  const data = wordsOfText(bytes, version)
  const short = Math.floor(data.length / count)
  const longer = data.length % count
  const divisor = divisorOf(check)
  const blocks: number[][] = []
  for (let at = 0, block = 0; block < count; block++) {
    const length = short + (block >= count - longer ? 1 : 0)
    blocks.push(data.slice(at, at + length))
    at += length
  }
  const checks = blocks.map((block) => checkWords(block, divisor))
  const inTurn = (rows: number[][], length: number) =>
    Array.from({ length }, (_, at) => rows.flatMap((row) => (at < row.length ? [row[at] ?? 0] : []))).flat()
  return [...inTurn(blocks, short + 1), ...inTurn(checks, check)]
}
