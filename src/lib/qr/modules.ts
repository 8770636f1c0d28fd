/** Dark (true) and light modules by row and column; `undefined` is still free for data. */
export type Modules = (boolean | undefined)[][]

export function put(modules: Modules, row: number, column: number, dark: boolean): void {
  const line = modules[row]
  if (line !== undefined && column >= 0 && column < modules.length) line[column] = dark
}

function drawFinder(modules: Modules, row: number, column: number): void {
  for (let down = -4; down <= 4; down++)
    for (let right = -4; right <= 4; right++) {
      const ring = Math.max(Math.abs(down), Math.abs(right))
      put(modules, row + down, column + right, ring !== 2 && ring !== 4)
    }
}

function drawAlignment(modules: Modules, version: number): void {
  if (version === 1) return
  const last = modules.length - 7
  // Up to version 10 there are two or three places along a side, at equal distances.
  const places = version < 7 ? [6, last] : [6, (6 + last) / 2, last]
  for (const row of places)
    for (const column of places) {
      const isFinder = (row === 6 && column !== (6 + last) / 2) || (row === last && column === 6)
      if (isFinder) continue
      for (let down = -2; down <= 2; down++)
        for (let right = -2; right <= 2; right++)
          put(modules, row + down, column + right, Math.max(Math.abs(down), Math.abs(right)) !== 1)
    }
}

/** The remainder that guards a few bits, by a generator polynomial of the standard. */
function guarded(value: number, bits: number, generator: number): number {
  let rest = value
  for (let step = 0; step < bits; step++) rest = (rest << 1) ^ ((rest >>> (bits - 1)) * generator)
  return (value << bits) | rest
}

/** Level M is 00, so the mask's number stands alone. */
export function drawFormat(modules: Modules, mask: number): void {
  const size = modules.length
  const format = guarded(mask, 10, 0x537) ^ 0x5412
  const places = [0, 1, 2, 3, 4, 5, 7, 8]
  for (let at = 0; at < 15; at++) {
    const dark = ((format >>> at) & 1) === 1
    if (at < 8) {
      put(modules, places[at] ?? 0, 8, dark)
      put(modules, 8, size - 1 - at, dark)
    } else {
      put(modules, 8, places[14 - at] ?? 0, dark)
      put(modules, size - 15 + at, 8, dark)
    }
  }
  put(modules, size - 8, 8, true)
}

function drawVersion(modules: Modules, version: number): void {
  if (version < 7) return
  const bits = guarded(version, 12, 0x1f25)
  for (let at = 0; at < 18; at++) {
    const dark = ((bits >>> at) & 1) === 1
    const near = Math.floor(at / 3)
    const far = modules.length - 11 + (at % 3)
    put(modules, near, far, dark)
    put(modules, far, near, dark)
  }
}

/** All that does not depend on the text. */
export function patternOf(version: number): Modules {
  const size = version * 4 + 17
  const modules: Modules = Array.from({ length: size }, () => Array(size).fill(undefined))
  for (let at = 0; at < size; at++) {
    put(modules, 6, at, at % 2 === 0)
    put(modules, at, 6, at % 2 === 0)
  }
  drawFinder(modules, 3, 3)
  drawFinder(modules, 3, size - 4)
  drawFinder(modules, size - 4, 3)
  drawAlignment(modules, version)
  drawFormat(modules, 0)
  drawVersion(modules, version)
  return modules
}
