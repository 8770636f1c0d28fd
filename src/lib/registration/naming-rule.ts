import { type Level, NAMING_RULES, PROPOSED_KIND } from '#contracts/federation.ts'
import { tidy } from '#contracts/text/text.ts'

export type NamingRule = (typeof NAMING_RULES)[number]

export function namingRule(level: Level): NamingRule {
  const rule = NAMING_RULES.find((candidate) => candidate.level === level)
  if (rule === undefined) throw new Error(`no naming rule for level ${level}`)
  return rule
}

/** The rule's sentence where the nickname breaks it, otherwise null. */
export function nicknameRefusal(level: Level, nickname: string): string | null {
  const rule = namingRule(level)
  return new RegExp(rule.pattern).test(tidy(nickname)) ? null : `${rule.sentence}，例如「${rule.example}」`
}

/** A nickname that fits the rule, made of the organization's name; null where none can be made. */
export function suggestNickname(level: Level, organization: string): string | null {
  const name = tidy(organization)
  const shortened = name.replace(/委员会$/, '委').replace(/中央委$/, '中央')
  const suggestion =
    level === PROPOSED_KIND.level ? `${name.replace(/[（(][^）)]*[）)]/g, '')}团委` : shortened
  return name !== '' && nicknameRefusal(level, suggestion) === null ? suggestion : null
}
