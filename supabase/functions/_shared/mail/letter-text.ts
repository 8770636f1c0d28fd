import type { Letter } from './letter.ts'

/** The plain-text part: what the HTML says, in the same order, readable by itself. */
export function letterText(letter: Letter): string {
  const { quotation, facts, button, footer } = letter
  const blocks = [
    letter.greeting,
    ...letter.paragraphs,
    ...(quotation ? [`${quotation.label}：\n${quotation.text.replace(/^(?=.)/gm, '    ')}`] : []),
    ...(facts ? [facts.map(({ label, value }) => `${label}：${value}`).join('\n')] : []),
    `${button.label}：\n${button.address}`,
    ...letter.notes,
    ['----', ...footer.sentences, footer.home].join('\n'),
  ]
  return `${blocks.join('\n\n')}\n`
}
