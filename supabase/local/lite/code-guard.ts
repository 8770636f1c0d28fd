/** Five wrong tries end a code, as in the database for the code of a mailbox. */
const TRIES = 5

/** Minutes to wait after each code that ended, the last one for every further. */
const PAUSES_MINUTES = [1, 2, 5, 15]
const FORGIVEN_AFTER_MS = 24 * 60 * 60 * 1000

interface Tries {
  wrong: number
  codesEnded: number
  pausedUntil: number
  changedAt: number
}

export interface CodeGuard {
  /** Null where the try may go on; else the seconds until one may, 0 where only another code helps. */
  refuses(email: string): number | null
  tried(email: string, wasRight: boolean): void
  /** A new code: its tries begin anew, the pause stands. */
  sent(email: string): void
}

/**
 * Counts the wrong tries of sign-in codes by mailbox, which Lite does not. A try in a pause is refused uncounted, so that nobody lengthens
 * the pause of somebody else beyond a quarter of an hour.
 */
export function createCodeGuard(now: () => number = Date.now): CodeGuard {
  const mailboxes = new Map<string, Tries>()
  const keyOf = (email: string) => email.trim().toLowerCase()

  function triesOf(email: string): Tries {
    for (const [key, tries] of mailboxes)
      if (tries.changedAt < now() - FORGIVEN_AFTER_MS) mailboxes.delete(key)
    const key = keyOf(email)
    const known = mailboxes.get(key) ?? { wrong: 0, codesEnded: 0, pausedUntil: 0, changedAt: now() }
    mailboxes.set(key, known)
    return known
  }

  return {
    refuses(email) {
      const { wrong, pausedUntil } = triesOf(email)
      if (pausedUntil > now()) return Math.ceil((pausedUntil - now()) / 1000)
      return wrong >= TRIES ? 0 : null
    },
    tried(email, wasRight) {
      if (wasRight) {
        mailboxes.delete(keyOf(email))
        return
      }
      const tries = triesOf(email)
      tries.wrong += 1
      tries.changedAt = now()
      if (tries.wrong < TRIES) return
      const minutes = PAUSES_MINUTES[Math.min(tries.codesEnded, PAUSES_MINUTES.length - 1)] ?? 15
      tries.codesEnded += 1
      tries.pausedUntil = now() + minutes * 60_000
    },
    sent(email) {
      const known = mailboxes.get(keyOf(email))
      if (known !== undefined) known.wrong = 0
    },
  }
}

const VERIFY = '/auth/v1/verify'
const ASK = '/auth/v1/otp'

const refusal = (seconds: number) =>
  Response.json(
    {
      code: 429,
      error_code: 'over_request_rate_limit',
      msg:
        seconds > 0
          ? `wait ${seconds} seconds before another code`
          : 'too many wrong codes, ask for another one',
    },
    { status: 429, headers: seconds > 0 ? { 'retry-after': String(seconds) } : {} },
  )

/** Lets a request for Auth through, unless its mailbox has tried too often. */
export async function guardCodes(
  guard: CodeGuard,
  request: Request,
  work: () => Promise<Response>,
): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (request.method !== 'POST' || (pathname !== VERIFY && pathname !== ASK)) return work()
  const email = emailIn(await request.clone().text())
  if (email === null) return work()
  if (pathname === ASK) {
    const answer = await work()
    if (answer.ok) guard.sent(email)
    return answer
  }
  const seconds = guard.refuses(email)
  if (seconds !== null) return refusal(seconds)
  // Counted as wrong until it is known to be right: of many at once no more than five are looked at.
  guard.tried(email, false)
  const answer = await work()
  if (answer.ok) guard.tried(email, true)
  return answer
}

function emailIn(body: string): string | null {
  try {
    const posted: unknown = JSON.parse(body)
    return typeof posted === 'object' &&
      posted !== null &&
      'email' in posted &&
      typeof posted.email === 'string'
      ? posted.email
      : null
  } catch {
    return null
  }
}
