import type { z } from 'zod'
import {
  type ActivationItem,
  ConfirmActivationReply,
  type CredentialLink,
  OpenCredentialReply,
} from '#contracts/credential.ts'

/** unreachable: no parsed answer arrived; the credential may or may not have been opened, the same tab can ask again. */
export type Unreachable = { outcome: 'unreachable' }

export interface CredentialGateway {
  open(link: CredentialLink, reader: string): Promise<OpenCredentialReply | Unreachable>
  confirm(
    link: CredentialLink,
    checklist: z.output<typeof ActivationItem>[],
  ): Promise<ConfirmActivationReply | Unreachable>
}

type Post = (address: string, order: RequestInit) => Promise<Response>

/** Posts to the edge functions under `address`; every status carries a body of the contract. */
export function functionsGateway(address: string, publishableKey: string, post: Post): CredentialGateway {
  async function call<Reply>(
    name: string,
    body: object,
    schema: z.ZodType<Reply>,
  ): Promise<Reply | Unreachable> {
    try {
      const reply = await post(`${address}/functions/v1/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', apikey: publishableKey },
        body: JSON.stringify(body),
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      })
      const parsed = schema.safeParse(await reply.json())
      return parsed.success ? parsed.data : { outcome: 'unreachable' }
    } catch {
      return { outcome: 'unreachable' }
    }
  }
  return {
    open: (link, reader) => call('open-credential', { ...link, reader }, OpenCredentialReply),
    confirm: (link, checklist) => call('confirm-activation', { ...link, checklist }, ConfirmActivationReply),
  }
}
