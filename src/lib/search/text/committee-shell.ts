/**
 * The committee's own words around a name: 共青团…委员会, …团委, 团…委, …团省委. What is left names the school or the
 * place; that the words were there says that the committee is meant.
 */
const SHELLS: readonly [RegExp, string][] = [
  [/^(?:中国)?共(?:产主义)?青(?:年)?团(.+?)(?:委员会|团委|工委|委)?$/u, '$1'],
  [/^团(.{2,})委$/u, '$1'],
  [/^(.+?)团([省市区县州盟旗])委(?:员会)?$/u, '$1$2'],
  [/^(.+?)(?:团委会|团委|团工委|团总支|团支部|团组织|共青团)$/u, '$1'],
  [/^(.+?)委员会$/u, '$1'],
  [/^gongqingtuan([a-z].+?)(?:weiyuanhui|wei)?$/, '$1'],
  [/^([a-z].+?)(?:tuanwei|gongqingtuan)$/, '$1'],
]

/** Takes the shell off folded text without spaces; null where there is none. */
export function stripCommitteeShell(text: string): string | null {
  let core = text
  for (let round = 0; round < 3; round += 1) {
    const shell = SHELLS.find(([pattern]) => pattern.test(core))
    if (shell === undefined) break
    core = core.replace(shell[0], shell[1])
  }
  return core === text ? null : core
}
