/** Characters that are taken for each other at a glance. */
const TWINS: Readonly<Record<string, string>> = {
  o: '0',
  l: '1',
  i: '1',
  _: '-',
  '.': '-',
  s: '5',
  z: '2',
  b: '8',
}

function glanced(name: string): string {
  return [...name.toLowerCase()].map((character) => TWINS[character] ?? character).join('')
}

/** Whether one replaced, missing, added or swapped character makes one of the other. */
function isOneApart(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start += 1
  let end = 0
  const most = Math.min(one.length, other.length) - start
  while (end < most && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}

/** Whether a name is another one but may be taken for it. */
export function looksLike(name: string, known: string): boolean {
  return name.toLowerCase() !== known.toLowerCase() && isOneApart(glanced(name), glanced(known))
}

/** Numbers are given by the platform and chosen by nobody, and short names are near each other by chance. */
export function canBeMistaken(handle: string): boolean {
  return handle.length >= 4 && !/^\d+$/.test(handle)
}
