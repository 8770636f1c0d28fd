import {
  type BundleLink,
  HandOnReply,
  ListBundleReply,
  type ListedBundle,
  OpenBundledReply,
  type OpenBundleRequest,
} from '#contracts/credential/bundle.ts'
import type { LinkRefusal } from '#contracts/credential/credential.ts'
import type { FunctionCall, Unreachable } from '../session/function-call.ts'

export interface BundleGateway {
  list(link: BundleLink): Promise<ListBundleReply | Unreachable>
  open(link: BundleLink, credential: string, reader: string): Promise<OpenBundledReply | Unreachable>
  handOn(link: BundleLink, credential: string, takenBy: string): Promise<HandOnReply | Unreachable>
}

export function functionsBundle(call: FunctionCall): BundleGateway {
  const post = <Reply>(request: OpenBundleRequest, schema: Parameters<typeof call<Reply>>[2]) =>
    call('open-bundle', request, schema)
  return {
    list: (link) => post({ ...link, act: 'list' }, ListBundleReply),
    open: (link, credential, reader) => post({ ...link, act: 'open', credential, reader }, OpenBundledReply),
    handOn: (link, credential, takenBy) =>
      post({ ...link, act: 'hand_on', credential, taken_by: takenBy }, HandOnReply),
  }
}

/** The list of a bundle, as a page asks for it. */
export async function listBundle(
  gateway: Pick<BundleGateway, 'list'>,
  link: BundleLink,
): Promise<{ outcome: 'answered'; value: ListedBundle } | LinkRefusal | Unreachable> {
  const reply = await gateway.list(link)
  return reply.outcome === 'listed' ? { outcome: 'answered', value: reply } : reply
}
