import type { z } from 'zod'
import {
  type ActivationItem,
  ConfirmActivationReply,
  type CredentialLink,
  OpenCredentialReply,
} from '#contracts/credential/credential.ts'
import type { FunctionCall, Unreachable } from '../session/function-call.ts'

/** unreachable: the credential may or may not have been opened, the same tab can ask again. */
export interface CredentialGateway {
  open(link: CredentialLink, reader: string): Promise<OpenCredentialReply | Unreachable>
  confirm(
    link: CredentialLink,
    checklist: z.output<typeof ActivationItem>[],
  ): Promise<ConfirmActivationReply | Unreachable>
}

export function functionsGateway(call: FunctionCall): CredentialGateway {
  return {
    open: (link, reader) => call('open-credential', { ...link, reader }, OpenCredentialReply),
    confirm: (link, checklist) => call('confirm-activation', { ...link, checklist }, ConfirmActivationReply),
  }
}
