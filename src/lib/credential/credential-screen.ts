import type { z } from 'zod'
import type {
  ConfirmActivationReply,
  ConfirmedActivation,
  CredentialLink,
  LinkRefusal,
  OpenCredentialReply,
  OpenedCredential,
} from '#contracts/credential/credential.ts'
import type { Unreachable } from '../session/function-call.ts'

/** What the page shows. `trouble` is a sentence about the last attempt that may simply be tried again. */
export type CredentialScreen =
  | { phase: 'no_link' }
  | { phase: 'ready'; link: CredentialLink; trouble: string | null }
  | { phase: 'opening'; link: CredentialLink }
  | { phase: 'opened'; link: CredentialLink; credential: OpenedCredential | null; trouble: string | null }
  | { phase: 'confirming'; link: CredentialLink; credential: OpenedCredential | null }
  | { phase: 'confirmed'; activation: z.output<typeof ConfirmedActivation> }
  | { phase: 'refused'; link: CredentialLink; refusal: LinkRefusal }

export type CredentialEvent =
  | { type: 'link_taken'; link: CredentialLink | null }
  | { type: 'open_pressed' }
  | { type: 'open_answered'; reply: OpenCredentialReply | Unreachable }
  | { type: 'opened_by_me' }
  | { type: 'confirm_refused'; message: string }
  | { type: 'confirm_pressed' }
  | { type: 'confirm_answered'; reply: ConfirmActivationReply | Unreachable }

const NOT_OPENED = '这份凭据还没有打开过，不能确认启用。请先打开凭据、登录平台并修改密码'
const CHECKLIST_INCOMPLETE = '必做的几项还没有全部勾选，还没有确认'
const OPEN_LOST = '网络没有连上，没有收到答复。请再按一次：十分钟内在这个浏览器里可以重新读取'
const CONFIRM_LOST = '网络没有连上，还没有确认。勾选的内容都在，请再按一次'

export function startScreen(link: CredentialLink | null): CredentialScreen {
  return link === null ? { phase: 'no_link' } : { phase: 'ready', link, trouble: null }
}

export function advance(screen: CredentialScreen, event: CredentialEvent): CredentialScreen {
  switch (event.type) {
    case 'link_taken':
      return startScreen(event.link)
    case 'open_pressed':
      return screen.phase === 'ready' ? { phase: 'opening', link: screen.link } : screen
    case 'open_answered':
      return screen.phase === 'opening' ? afterOpening(screen.link, event.reply) : screen
    case 'opened_by_me':
      return screen.phase === 'refused'
        ? { phase: 'opened', link: screen.link, credential: null, trouble: null }
        : screen
    case 'confirm_refused':
      return screen.phase === 'opened' ? { ...screen, trouble: event.message } : screen
    case 'confirm_pressed':
      return screen.phase === 'opened'
        ? { phase: 'confirming', link: screen.link, credential: screen.credential }
        : screen
    case 'confirm_answered':
      return screen.phase === 'confirming' ? afterConfirming(screen, event.reply) : screen
  }
}

function afterOpening(link: CredentialLink, reply: OpenCredentialReply | Unreachable): CredentialScreen {
  switch (reply.outcome) {
    case 'opened':
      return { phase: 'opened', link, credential: reply, trouble: null }
    case 'unreachable':
      return { phase: 'ready', link, trouble: OPEN_LOST }
    default:
      return { phase: 'refused', link, refusal: reply }
  }
}

function afterConfirming(
  { link, credential }: Extract<CredentialScreen, { phase: 'confirming' }>,
  reply: ConfirmActivationReply | Unreachable,
): CredentialScreen {
  switch (reply.outcome) {
    case 'confirmed':
      return { phase: 'confirmed', activation: reply }
    case 'not_opened':
      return { phase: 'ready', link, trouble: NOT_OPENED }
    case 'checklist_incomplete':
      return { phase: 'opened', link, credential, trouble: CHECKLIST_INCOMPLETE }
    case 'unreachable':
      return { phase: 'opened', link, credential, trouble: CONFIRM_LOST }
    case 'too_many_attempts':
    case 'failed':
      return { phase: 'opened', link, credential, trouble: '暂时没有确认成功，请过几分钟再按一次' }
    default:
      return { phase: 'refused', link, refusal: reply }
  }
}
