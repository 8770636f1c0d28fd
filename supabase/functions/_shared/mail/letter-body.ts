import { type Letter, oneLine } from './letter.ts'
import type { MailKind, QueuedMail } from './queued-mail.ts'

/** Where the letter's one button may lead. */
export interface LetterAddresses {
  readonly site: string
  /** `/my`: the state in words, corrections, a new link. */
  readonly mine: string
  /** `/desk`: what supervisors look after. */
  readonly desk: string
  /** The organization's public page, `/my` where its code is not known. */
  readonly organization: string
  /** The link that this mail alone carries, with its token or code; `/credential` where it carries none. */
  readonly own: string
  /** The six digits that the mail carries, empty where it carries none. */
  readonly code: string
}

/** What a letter says beyond its frame. `why`: how its reader came to be its reader, where that is not as a contact. */
export type LetterBody = Omit<Letter, 'subject' | 'greeting' | 'footer'> & {
  readonly topic: string
  readonly why?: string
}

export type Writer<Kind extends MailKind> = (
  payload: Extract<QueuedMail, { kind: Kind }>['payload'],
  addresses: LetterAddresses,
) => LetterBody

export const nameIn = (payload: { organization_name: string }) => oneLine(payload.organization_name)

export const seeMine = (addresses: LetterAddresses) => ({ label: '查看我的登记', address: addresses.mine })
