import type { SupabaseClient } from '@supabase/supabase-js'

/** What the pages need of Auth, in words of our own; `supabaseMailbox` is the only one who speaks to it. */

export type CodeRequestOutcome = 'sent' | 'too_often' | 'address_refused' | 'unreachable' | 'failed'
export type CodeCheckOutcome = 'proven' | 'wrong_code' | 'too_often' | 'unreachable' | 'failed'

export interface MailboxGateway {
  /** The proven mailbox of this tab, or null. */
  current(): Promise<string | null>
  requestCode(address: string): Promise<CodeRequestOutcome>
  checkCode(address: string, code: string): Promise<CodeCheckOutcome>
  signOut(): Promise<void>
}

interface AuthRefusal {
  name?: string | undefined
  status?: number | undefined
  code?: string | undefined
}

export function outcomeOfRequest(refusal: AuthRefusal | null): CodeRequestOutcome {
  if (refusal === null) return 'sent'
  if (isUnreachable(refusal)) return 'unreachable'
  if (isTooOften(refusal)) return 'too_often'
  if (refusal.code?.startsWith('email_address_') === true || refusal.code === 'validation_failed')
    return 'address_refused'
  return 'failed'
}

export function outcomeOfCheck(refusal: AuthRefusal | null): CodeCheckOutcome {
  if (refusal === null) return 'proven'
  if (isUnreachable(refusal)) return 'unreachable'
  if (isTooOften(refusal)) return 'too_often'
  if (refusal.code === 'otp_expired' || [400, 401, 403, 422].includes(refusal.status ?? 0))
    return 'wrong_code'
  return 'failed'
}

const isUnreachable = ({ name, status }: AuthRefusal) =>
  name === 'AuthRetryableFetchError' || status === 0 || [502, 503, 504].includes(status ?? -1)

const isTooOften = ({ status, code }: AuthRefusal) => status === 429 || code?.endsWith('_rate_limit') === true

/** `connect` opens the client lazily; a tab without a stored session is signed out without loading it. */
export function supabaseMailbox(
  connect: () => Promise<SupabaseClient>,
  hasStoredSession: () => boolean,
): MailboxGateway {
  return {
    async current() {
      if (!hasStoredSession()) return null
      const { data } = await (await connect()).auth.getSession()
      return data.session?.user.email ?? null
    },
    async requestCode(address) {
      const client = await connect().catch(() => null)
      if (client === null) return 'unreachable'
      const { error } = await client.auth.signInWithOtp({
        email: address,
        options: { shouldCreateUser: true },
      })
      return outcomeOfRequest(error)
    },
    async checkCode(address, code) {
      const client = await connect().catch(() => null)
      if (client === null) return 'unreachable'
      const { error } = await client.auth.verifyOtp({ email: address, token: code, type: 'email' })
      return outcomeOfCheck(error)
    },
    async signOut() {
      await (await connect()).auth.signOut({ scope: 'local' })
    },
  }
}
