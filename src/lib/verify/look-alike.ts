import { isOneEditApart } from '#contracts/text/one-edit.ts'

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

/** Whether a name is another one but may be taken for it. */
export function looksLike(name: string, known: string): boolean {
  if (name.toLowerCase() === known.toLowerCase()) return false
  const [one, other] = [glanced(name), glanced(known)]
  return one === other || isOneEditApart(one, other)
}

/** Numbers are given by the platform and chosen by nobody, and short names are near each other by chance. */
export function canBeMistaken(handle: string): boolean {
  return handle.length >= 4 && !/^\d+$/.test(handle)
}
