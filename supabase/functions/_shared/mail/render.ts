import { formatLink } from '../contracts/credential.ts'
import type { LinkSigner } from '../link.ts'
import { letterHtml } from './letter-html.ts'
import { letterText } from './letter-text.ts'
import { writeLetter } from './letters.ts'
import { QueuedMail } from './queued-mail.ts'

/** A mail as the provider takes it. */
export interface Message {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
}

/** Renders a claimed mail, byte for byte the same at every attempt. @throws ZodError where it is none we can write. */
export type RenderMail = (claimed: unknown) => Promise<Message>

export function createRenderMail(options: {
  readonly siteUrl: string
  readonly from: string
  readonly links: Pick<LinkSigner, 'mint'>
}): RenderMail {
  const { siteUrl, from, links } = options

  return async (claimed) => {
    const mail = QueuedMail.parse(claimed)
    const letter = writeLetter(mail, {
      site: siteUrl,
      mine: `${siteUrl}/my`,
      organization: `${siteUrl}${organizationAddress(mail.payload.organization_code)}`,
      credential: `${siteUrl}/credential${await fragment(mail)}`,
    })
    return {
      from,
      to: mail.to,
      subject: letter.subject,
      html: letterHtml(letter),
      text: letterText(letter),
    }
  }

  async function fragment(mail: QueuedMail): Promise<string> {
    if (mail.kind !== 'credential_link') return ''
    const { credential_id: credential, generation } = mail
    return `#${formatLink({ credential, generation, token: await links.mint(credential, generation) })}`
  }
}

/** As the site's own addresses say it; a test holds both to one answer. */
function organizationAddress(code: string | null | undefined): string {
  return code ? `/o/${code.slice(0, 2)}/${code}` : '/my'
}
