import { formatMailboxCode, mailboxSubject } from '../contracts/contact/mailbox.ts'
import { bundleSubject, formatBundleLink } from '../contracts/credential/bundle.ts'
import { formatLink } from '../contracts/credential/credential.ts'
import { organizationAddress } from '../contracts/organization-address.ts'
import type { LinkSigner } from '../links/link.ts'
import { letterHtml } from './letter-html.ts'
import { letterText } from './letter-text.ts'
import { writeLetter } from './letters.ts'
import { QueuedMail } from './queued-mail.ts'

/** A mail as the provider takes it. */
export interface RenderedMail {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
  /** Comes back in every report of the provider, so that a report finds its mail even where the answer was lost. */
  readonly tags: readonly { readonly name: 'mail'; readonly value: string }[]
}

/** Renders a claimed mail, byte for byte the same at every attempt. @throws ZodError where it is none we can write. */
export type RenderMail = (claimed: unknown) => Promise<RenderedMail>

export function createRenderMail(options: {
  readonly siteUrl: string
  readonly from: string
  readonly links: Pick<LinkSigner, 'mint' | 'code'>
}): RenderMail {
  const { siteUrl, from, links } = options

  return async (claimed) => {
    const mail = QueuedMail.parse(claimed)
    const { organization_code: organization } = mail.payload
    const letter = writeLetter(mail, {
      site: siteUrl,
      mine: `${siteUrl}/my`,
      desk: `${siteUrl}/desk`,
      organization: `${siteUrl}${organization ? organizationAddress(organization) : '/my'}`,
      ...(await carried(mail)),
    })
    return {
      from,
      to: mail.to,
      subject: letter.subject,
      html: letterHtml(letter),
      text: letterText(letter),
      tags: [{ name: 'mail', value: mail.id }],
    }
  }

  /** The secrets of the mail: rendered here and nowhere kept. */
  async function carried(mail: QueuedMail): Promise<{ own: string; code: string }> {
    switch (mail.kind) {
      case 'credential_link':
      case 'credential_reminder':
      case 'activation_reminder': {
        const { subject_id: credential, generation } = mail
        const token = await links.mint(credential, generation)
        return { own: `${siteUrl}/credential#${formatLink({ credential, generation, token })}`, code: '' }
      }
      case 'mailbox_proof': {
        const { subject_id: proof, generation: number } = mail
        const code = await links.code(proof, number)
        return { own: `${siteUrl}/my#${formatMailboxCode({ proof, number, code })}`, code }
      }
      case 'mailbox_link':
      case 'mailbox_check': {
        const { subject_id: proof, generation: number } = mail
        const code = await links.mint(mailboxSubject(proof), number)
        return { own: `${siteUrl}/my#${formatMailboxCode({ proof, number, code })}`, code: '' }
      }
      case 'bundle_link': {
        const { subject_id: bundle, generation } = mail
        const token = await links.mint(bundleSubject(bundle), generation)
        return { own: `${siteUrl}/credential#${formatBundleLink({ bundle, generation, token })}`, code: '' }
      }
      default:
        return { own: `${siteUrl}/credential`, code: '' }
    }
  }
}
