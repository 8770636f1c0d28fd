import { readFileSync } from 'node:fs'
import type { AuthMail } from '../lite/mail.ts'
import { isFromAnotherPage, type Listener, serveRequests } from '../process/listener.ts'
import { textOf } from './content.ts'
import { mailboxPage } from './page.ts'
import { type ReportTarget, receiveAsResend } from './resend.ts'
import { openMailStore } from './store.ts'

export interface Mailbox extends Listener {
  /** Takes in a mail that did not come through Resend's API. */
  deliver(mail: AuthMail): Promise<void>
}

const pagePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A mail may look as it likes and do nothing: its links open a new window. */
const mailPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'sandbox allow-popups allow-popups-to-escape-sandbox',
  "frame-ancestors 'self'",
].join('; ')

function page(html: string, policy: string, status = 200): Response {
  return new Response(html, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    },
  })
}

function asset(name: string, type: string): Response {
  return new Response(readFileSync(new URL(name, import.meta.url)), {
    headers: { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' },
  })
}

/** Catches every mail of the stack, keeps it in `file`, shows it to people and tests, and reports to `target`. */
export async function startMailbox(port: number, file: string, target?: ReportTarget): Promise<Mailbox> {
  const store = openMailStore(file)
  const answerAsResend = receiveAsResend(store, target)

  const listener = await serveRequests(port, (request) => {
    if (isFromAnotherPage(request)) return new Response(null, { status: 403 })
    const { pathname, searchParams } = new URL(request.url)
    const to = searchParams.get('to') ?? ''
    const messages = store.messages(to || undefined)
    const [, id, part] = pathname.match(/^\/messages\/([^/]+)(\/body)?$/) ?? []
    const open = id === undefined ? undefined : store.message(id)

    switch (`${request.method} ${pathname}`) {
      case 'GET /':
        return page(mailboxPage(messages, undefined, to), pagePolicy)
      case 'GET /mailbox.css':
        return asset('mailbox.css', 'text/css')
      case 'GET /mailbox.js':
        return asset('mailbox.js', 'text/javascript')
      case 'GET /api/count':
        return Response.json({ count: messages.length })
      case 'GET /api/messages':
        return Response.json(messages)
      case 'DELETE /api/messages':
        store.clear()
        return new Response(null, { status: 204 })
    }
    if (/^\/(?:emails|suppressions)(?:\/|$)/.test(pathname)) return answerAsResend(request)
    if (open && request.method === 'GET') {
      return part
        ? page(`<!doctype html><base target="_blank">${open.html}`, mailPolicy)
        : page(mailboxPage(messages, open, to), pagePolicy)
    }
    return page(
      '<!doctype html><html lang="zh-CN"><title>没有这封邮件</title><p>没有这封邮件。</p>',
      pagePolicy,
      404,
    )
  })

  return {
    ...listener,
    async deliver({ to, subject, html }) {
      store.add({ from: '名录 <auth@localhost>', to: [to], subject, html, text: textOf(html), headers: {} })
    },
  }
}
