import type { MyRecovery, RecoveryReason } from '#contracts/contact/recovery.ts'
import { dateInWords } from '#contracts/time.ts'

/** What the form asks, in the asker's words. */
export const REASON_WORDS: Record<RecoveryReason, string> = {
  password_lost: '密码丢了',
  person_left: '原来的联系人走了',
}

/** Where a recovery stands, and what comes next. */
export function recoveryInWords({ organization_name, state, asked_at, decision_reason }: MyRecovery): string {
  const asked = `${dateInWords(asked_at)} 为「${organization_name}」申请找回账号：`
  switch (state) {
    case 'asked':
      return `${asked}等上级团组织打电话核实。`
    case 'approved':
      return `${asked}上级已同意，等工作人员重新发放。办好以后，一次性链接发到您的邮箱。`
    case 'done':
      return `${asked}已重新发放，请查看邮箱里的一次性链接。`
    case 'refused':
      return `${asked}上级没有同意。原因：${decision_reason ?? ''}`
    case 'withdrawn':
      return `${asked}已撤回。`
  }
}
