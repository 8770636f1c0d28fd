import type { z } from 'zod'
import {
  type ActivationItem,
  ConfirmActivationReply,
  type CredentialLink,
  OpenCredentialReply,
} from '#contracts/credential.ts'
import { createFunctionCall, type Post, type Unreachable } from '../session/function-call.ts'

export type { Unreachable }

/** unreachable: the credential may or may not have been opened, the same tab can ask again. */
export interface CredentialGateway {
  open(link: CredentialLink, reader: string): Promise<OpenCredentialReply | Unreachable>
  confirm(
    link: CredentialLink,
    checklist: z.output<typeof ActivationItem>[],
  ): Promise<ConfirmActivationReply | Unreachable>
}

export function functionsGateway(address: string, publishableKey: string, post: Post): CredentialGateway {
  const call = createFunctionCall(address, publishableKey, post)
  return {
    open: (link, reader) => call('open-credential', { ...link, reader }, OpenCredentialReply),
    confirm: (link, checklist) => call('confirm-activation', { ...link, checklist }, ConfirmActivationReply),
  }
}
