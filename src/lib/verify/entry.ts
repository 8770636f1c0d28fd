/** An account on record as a file of /verify gives it; what is written there the build has checked. */
export interface VerifyEntry {
  id: number
  platform: string
  platform_name: string
  /** False where the platform is gone. */
  alive: boolean
  nickname: string | null
  handle: string | null
  address: string | null
  project: string | null
  /** Code and name of the organization, and the address of its page. */
  owner: string
  name: string
  page: string
  state: 'not_opened' | 'opened' | 'verified' | 'handed_over' | 'closed'
  /** Opened, verified, not closed, on a platform that is alive. */
  official: boolean
  verified_on: string | null
  closed_on: string | null
  /** Day in Shanghai. */
  checked_on: string | null
}

/** An official handle, as the files of look-alikes give it: account, organization, platform, handle. */
export type LookAlikeEntry = [id: number, owner: string, platform: string, handle: string]
