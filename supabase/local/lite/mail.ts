import { AsyncLocalStorage } from 'node:async_hooks'

export interface AuthMail {
  readonly to: string
  readonly subject: string
  readonly html: string
}

/** Where the request that causes a mail wants its link to lead: supabase-js's `emailRedirectTo`. */
const wanted = new AsyncLocalStorage<string | undefined>()

export function withRedirect<T>(request: Request, work: () => T): T {
  return wanted.run(new URL(request.url).searchParams.get('redirect_to') ?? undefined, work)
}

/** Mend 7. Lite always writes the site's own address into the link. */
function redirected(html: string): string {
  const target = wanted.getStore()
  return target ? html.replace(/(redirect_to=)[^"'&\s<]+/g, `$1${encodeURIComponent(target)}`) : html
}

/** A mail driver for Lite that hands every mail to `deliver`. Its text part is Lite's own English, so it is left out. */
export function createMailDriver(deliver: (mail: AuthMail) => Promise<void>) {
  return {
    async send(message: { to: string; subject: string; html?: string; text?: string }): Promise<void> {
      const { to, subject, html, text } = message
      await deliver({ to, subject, html: redirected(html ?? text ?? '') })
    },
  }
}
