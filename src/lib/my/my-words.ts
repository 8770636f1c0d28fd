import type { MyRegistration } from '#contracts/registration/my-registrations.ts'
import type { LostWords } from '../form/refusal.ts'
import { parseDraft } from '../registration/draft.ts'
import { correctionAddress, requestAddress } from '../registration/form-address.ts'
import type { LinkRequest } from '../registration/register-gateway.ts'
import type { RegistrationAction } from './registration-progress.ts'

/** The sentences and addresses of `/my`. */

const PURPOSE_WORDS = { register: '登记', add_account: '增加账号', change: '变更信息' } as const

/** 海淀区第一中学 · 增加账号 */
export function titleOf(registration: MyRegistration): string {
  const name = nameOf(registration)
  return registration.purpose === 'register' ? name : `${name} · ${PURPOSE_WORDS[registration.purpose]}`
}

function nameOf(registration: MyRegistration): string {
  const draft = parseDraft(registration.draft)?.values
  const typed = draft?.proposing === true ? draft.proposal.name : draft?.organization?.name
  return registration.organization_name ?? registration.proposal?.name ?? (typed || '还没有选择单位')
}

/** Where a draft is continued: its subject says what it is about. */
export function draftAddress(registration: MyRegistration): string {
  const [purpose, id] = parseDraft(registration.draft)?.subject.split(':') ?? []
  if (id === undefined || id === '') return '/register'
  if (purpose === 'correct') return correctionAddress(id)
  return purpose === 'add_account' || purpose === 'change' ? requestAddress(purpose, id) : '/register'
}

export interface ActionLink {
  words: string
  address: string
}

/** Actions that lead to the form; the others ask and act on the page itself. */
export function actionLink(action: RegistrationAction, registration: MyRegistration): ActionLink | null {
  const code = registration.organization_code ?? ''
  switch (action) {
    case 'continue_draft':
      return { words: '接着填写', address: draftAddress(registration) }
    case 'correct':
      return { words: '修改并重新提交', address: correctionAddress(registration.id) }
    case 'register_again':
      return { words: '重新登记', address: code === '' ? '/register' : `/register?organization=${code}` }
    case 'add_account':
      return { words: '增加账号', address: requestAddress('add_account', code) }
    case 'change':
      return { words: '变更信息', address: requestAddress('change', code) }
    case 'withdraw':
    case 'discard_draft':
      return null
  }
}

export const MY_LOST_WORDS: LostWords = {
  signed_out: '登录已过期，请退出后再登录一次',
  unreachable: '网络没有连上，没有收到答复。请再试一次',
  failed: '服务器的答复不对，没有办成。请过一会儿再试',
}

export const LINK_REQUEST_WORDS: Record<LinkRequest['outcome'], string> = {
  queued: '新的一次性链接正在发往您的邮箱，通常几分钟内到。旧链接已作废',
  asked: '已请求重新发放。工作人员办理后，新的链接会发到您的邮箱',
}
