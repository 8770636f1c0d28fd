import { type Letter, pasteHint } from './letter.ts'

/** The plain-text part: what the HTML says, in the same order, readable by itself. */
export function letterText(letter: Letter): string {
  const { quotation, facts, button, footer } = letter
  const hint = pasteHint(button.address)
  const blocks = [
    letter.greeting,
    ...letter.paragraphs,
    ...(quotation ? [`${quotation.label}：\n${quotation.text.replace(/^(?=.)/gm, '    ')}`] : []),
    ...(facts ? [facts.map(({ label, value }) => `${label}：${value}`).join('\n')] : []),
    `${button.label}：\n${button.address}`,
    ...(hint === null ? [] : [hint]),
    ...letter.notes,
    ['----', ...footer.sentences, footer.home].join('\n'),
  ]
  return `${blocks.join('\n\n')}\n`
}
