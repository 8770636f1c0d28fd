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

/**
 * The organization by the name that the register gives it. One that was only proposed has a name that a stranger typed, which no letter
 * says; `otherwise` stands for it.
 */
export const named = (
  payload: { readonly organization_name?: string | null | undefined },
  otherwise = '您填报的单位',
) => (payload.organization_name ? `「${oneLine(payload.organization_name)}」` : otherwise)

/** To a mailbox whose owner filed nothing. */
export const UNREGISTERED = '一个正在登记的单位'

/** A person's name and nothing else: no address, no number, nothing that a mail program would make a link. */
const A_NAME = /^[\p{L}\p{M}·•・ ]{1,20}$/u

/** How a letter begins: by the name of a contact whom the level above has approved, where it is a name. */
export function greeting(contact: string | null | undefined): string {
  const name = oneLine(contact ?? '')
  return A_NAME.test(name) ? `${name}，您好：` : '您好：'
}

export const seeMine = (addresses: LetterAddresses) => ({ label: '查看我的登记', address: addresses.mine })
