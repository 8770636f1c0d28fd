import { type Letter, pasteHint } from './letter.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
}

const FACES = `'PingFang SC','HarmonyOS Sans SC','MiSans','Noto Sans CJK SC','Microsoft YaHei',system-ui,sans-serif`

/** Colours stand inline for clients that drop style sheets; the sheet only turns them for the dark. */
const INK = '#1b1a17'
const SOFT = '#5d5950'
const LINE = '#ded9cd'
const PAPER = '#ffffff'
const DESK = '#f4f1ea'
const ACCENT = '#a61b1f'

const SHEET = `
  @media (max-width: 480px) { .sheet { padding: 24px 20px !important } .desk { padding: 0 !important } }
  @media (prefers-color-scheme: dark) {
    .desk { background: #161512 !important }
    .sheet { background: #201e1a !important; border-color: #37342c !important }
    .ink, .ink a { color: #ece8de !important }
    .soft, .soft a { color: #aba595 !important }
    .rule { border-color: #37342c !important }
    .button { background: #f0857a !important; color: #210807 !important }
  }`

const paragraph = (content: string, style = '') =>
  `<p class="ink" style="margin:0 0 16px;color:${INK};${style}">${content}</p>`

const soft = (content: string) =>
  `<p class="soft" style="margin:0 0 12px;font-size:14px;line-height:1.7;color:${SOFT}">${content}</p>`

/** Begins a line of its own where it does not fit, and breaks anywhere where even that is too short. */
const anchor = (address: string, colour: string) =>
  `<a href="${escapeHtml(address)}" style="display:inline-block;color:${colour};word-break:break-all">${escapeHtml(address)}</a>`

/**
 * The HTML part: 600 px, text first, one button with its plain address beneath, no image and nothing fetched. Tables and
 * inline styles because desktop mail programs read little else.
 */
export function letterHtml(letter: Letter): string {
  const { quotation, facts, button, footer } = letter
  const hint = pasteHint(button.address)
  const content = [
    `<p class="soft" style="margin:0 0 24px;font-size:14px;color:${SOFT}">${escapeHtml(footer.sender)}</p>`,
    paragraph(escapeHtml(letter.greeting)),
    ...letter.paragraphs.map((text) => paragraph(escapeHtml(text))),
    ...(quotation ? [quotationHtml(quotation)] : []),
    ...(facts ? [factsHtml(facts)] : []),
    buttonHtml(button),
    soft(`按钮打不开时，请把下面的地址复制到浏览器：<br>${anchor(button.address, SOFT)}`),
    ...(hint === null ? [] : [soft(escapeHtml(hint))]),
    ...letter.notes.map((text) => paragraph(linked(text), 'margin-top:20px')),
    `<hr class="rule" style="margin:28px 0 20px;border:0;border-top:1px solid ${LINE}">`,
    ...footer.sentences.map((text) => soft(escapeHtml(text))),
    soft(anchor(footer.home, SOFT)),
  ]
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(letter.subject)}</title>
<style>${SHEET}
</style>
</head>
<body style="margin:0;padding:0">
<table role="presentation" class="desk" width="100%" cellpadding="0" cellspacing="0" style="background:${DESK};padding:24px 12px">
<tr><td align="center">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px">
<tr><td class="sheet" style="padding:32px 36px;background:${PAPER};border:1px solid ${LINE};border-radius:6px;font-family:${FACES};font-size:17px;line-height:1.75;text-align:left">
${content.join('\n')}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

function quotationHtml({ label, text }: { label: string; text: string }): string {
  const lines = escapeHtml(text).replaceAll('\n', '<br>')
  return `<div style="margin:0 0 20px;padding:2px 0 2px 16px;border-left:4px solid ${ACCENT}"><p class="soft" style="margin:0;font-size:14px;color:${SOFT}">${escapeHtml(label)}</p><p class="ink" style="margin:0;color:${INK}">${lines}</p></div>`
}

function factsHtml(facts: NonNullable<Letter['facts']>): string {
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><td class="soft" style="padding:2px 20px 2px 0;white-space:nowrap;vertical-align:top;color:${SOFT}">${escapeHtml(label)}</td><td class="ink" style="padding:2px 0;color:${INK}">${escapeHtml(value)}</td></tr>`,
  )
  return `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 20px">${rows.join('')}</table>`
}

function buttonHtml({ label, address }: Letter['button']): string {
  return `<p style="margin:24px 0 16px"><a class="button" href="${escapeHtml(address)}" style="display:inline-block;padding:10px 28px;background:${ACCENT};border-radius:6px;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(label)}</a></p>`
}

/** Escapes, and makes the web address at the end of a sentence a link. */
function linked(text: string): string {
  const address = /https?:\/\/\S+$/.exec(text)?.[0]
  if (address === undefined) return escapeHtml(text)
  return escapeHtml(text.slice(0, -address.length)) + anchor(address, INK)
}
