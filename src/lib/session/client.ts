import type { SupabaseClient } from '@supabase/supabase-js'
import { tabStorage } from './tab-storage.ts'

export const SESSION_KEY = 'minglu.session'

let client: Promise<SupabaseClient> | undefined

/** The one client of this tab, loaded when it is first needed. Signing in is by code, so no address is ever read. */
export function connect(): Promise<SupabaseClient> {
  client ??= open().catch((cause: unknown) => {
    client = undefined
    throw cause
  })
  return client
}

async function open(): Promise<SupabaseClient> {
  const { createClient } = await import('@supabase/supabase-js')
  return createClient(import.meta.env.PUBLIC_SUPABASE_URL, import.meta.env.PUBLIC_SUPABASE_PUBLISHABLE_KEY, {
    auth: {
      storage: tabStorage(),
      storageKey: SESSION_KEY,
      persistSession: true,
      autoRefreshToken: true,
      detectSessionInUrl: false,
      flowType: 'implicit',
    },
  })
}
