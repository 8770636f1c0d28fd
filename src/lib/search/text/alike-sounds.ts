/** Sounds that many speakers do not tell apart: what they are turned into, and back. */
const ALIKE: readonly [RegExp, string, RegExp, string][] = [
  [/^zh/, 'z', /^z(?!h)/, 'zh'],
  [/^ch/, 'c', /^c(?!h)/, 'ch'],
  [/^sh/, 's', /^s(?!h)/, 'sh'],
  [/^l/, 'n', /^n/, 'l'],
  [/^h(?=[ueo])/, 'f', /^f(?=[ueo])/, 'h'],
  [/ng$/, 'n', /n$/, 'ng'],
]

const alike = new Map<string, ReadonlySet<string>>()

/** Whether two syllables differ by one sound that is often confused (qing and qin, zhong and zong, lan and nan). */
export function isAlikeSound(a: string, b: string): boolean {
  return soundsLike(b).has(a)
}

/** Worked out once for each syllable, of which there are some hundred. */
function soundsLike(syllable: string): ReadonlySet<string> {
  const known = alike.get(syllable)
  if (known !== undefined) return known
  const made = new Set<string>()
  for (const [from, to, back, again] of ALIKE) {
    made.add(syllable.replace(from, to))
    made.add(syllable.replace(back, again))
  }
  made.delete(syllable)
  alike.set(syllable, made)
  return made
}
