import { momentInWords } from '../../functions/_shared/contracts/time.ts'
import { codeOf, linksOf, textOf } from './content.ts'
import type { ReceivedMail } from './store.ts'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)
}

function withLinks(text: string): string {
  return linksOf(text).reduce(
    (html, link) => html.replaceAll(escaped(link), `<a href="${escaped(link)}">${escaped(link)}</a>`),
    escaped(text),
  )
}

function row(message: ReceivedMail, open: ReceivedMail | undefined, query: string): string {
  const current = message.id === open?.id ? ' aria-current="true"' : ''
  return `<li><a href="/messages/${message.id}${query}"${current}>
    <strong>${escaped(message.subject)}</strong>
    <span>${escaped(message.to.join('、'))}</span>
    <time datetime="${message.receivedAt}">${momentInWords(message.receivedAt)}</time>
  </a></li>`
}

function letter(message: ReceivedMail): string {
  const text = message.text || textOf(message.html)
  const code = codeOf(text)
  const links = linksOf(text)
  const parts = [
    `<h2>${escaped(message.subject)}</h2>`,
    `<dl><dt>收件人</dt><dd>${escaped(message.to.join('、'))}</dd><dt>发件人</dt><dd>${escaped(message.from)}</dd>`,
    `<dt>时间</dt><dd>${momentInWords(message.receivedAt)}</dd></dl>`,
  ]
  if (code) parts.push(`<p class="code"><span>验证码</span> <strong>${code}</strong></p>`)
  if (links.length > 0) {
    const items = links.map((link) => `<li><a href="${escaped(link)}">${escaped(link)}</a></li>`)
    parts.push(`<h3>邮件里的链接</h3><ul class="links">${items.join('')}</ul>`)
  }
  if (message.html) {
    parts.push(
      `<h3>邮件原样</h3><iframe title="邮件原样" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/messages/${message.id}/body"></iframe>`,
    )
  }
  parts.push(`<h3>纯文本</h3><div class="text">${withLinks(text)}</div>`)
  return parts.join('\n')
}

/** The whole mailbox as one page: the list, and beside it the mail that is open. */
export function mailboxPage(
  messages: readonly ReceivedMail[],
  open: ReceivedMail | undefined,
  to: string,
): string {
  const query = to ? `?to=${encodeURIComponent(to)}` : ''
  const list =
    messages.length > 0
      ? `<ol>${messages.map((message) => row(message, open, query)).join('')}</ol>`
      : '<p class="empty">还没有邮件。登录验证码和通知会出现在这里。</p>'
  return `<!doctype html>
<html lang="zh-CN" data-count="${messages.length}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${open ? `${escaped(open.subject)} · ` : ''}试用邮箱</title>
<link rel="stylesheet" href="/mailbox.css">
<script src="/mailbox.js" defer></script>
</head>
<body>
<header><h1><a href="/">试用邮箱</a></h1><p>本机试用时发出的邮件都在这里，不会寄到外面。</p></header>
<div class="columns">
<nav aria-label="邮件列表">
<form><label for="to">收件人</label><input id="to" name="to" type="search" value="${escaped(to)}"><button>筛选</button></form>
<p class="news" role="status"></p>
${list}
</nav>
<main>${open ? letter(open) : '<p class="empty">请从列表中选一封邮件。</p>'}</main>
</div>
</body>
</html>`
}
