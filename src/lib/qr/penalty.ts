type Code = readonly (readonly boolean[])[]

const FINDER_LIKE = /(?=10111010000|00001011101)/g

function penaltyOfLine(line: string): number {
  const runs = line.match(/(.)\1{4,}/g) ?? []
  const likeFinder = line.match(FINDER_LIKE)?.length ?? 0
  return runs.reduce((sum, run) => sum + run.length - 2, 0) + likeFinder * 40
}

/** How hard a code is to read, by the four rules of the standard: runs, squares, what looks like a finder, imbalance. */
export function penaltyOf(code: Code): number {
  const rows = code.map((line) => line.map(Number).join(''))
  const columns = code.map((_, column) => code.map((line) => Number(line[column])).join(''))
  let penalty = [...rows, ...columns].reduce((sum, line) => sum + penaltyOfLine(line), 0)
  for (let row = 1; row < code.length; row++)
    for (let column = 1; column < code.length; column++) {
      const dark = code[row]?.[column]
      const isSquare =
        code[row - 1]?.[column] === dark &&
        code[row]?.[column - 1] === dark &&
        code[row - 1]?.[column - 1] === dark
      if (isSquare) penalty += 3
    }
  const share = rows.join('').replaceAll('0', '').length / code.length ** 2
  return penalty + 10 * Math.floor(Math.abs(share * 20 - 10))
}
