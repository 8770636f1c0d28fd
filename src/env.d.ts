/// <reference types="astro/client" />

interface ImportMetaEnv {
  /** Where browsers reach the project's API. */
  readonly PUBLIC_SUPABASE_URL: string
  /** The key that anyone may have. */
  readonly PUBLIC_SUPABASE_PUBLISHABLE_KEY: string
  /** The site's record number (备案号); the footer shows it only where it is set. */
  readonly PUBLIC_RECORD_NUMBER?: string
}
