import type { DatabaseCall } from '../session/database-call.ts'
import { Nothing, type Reply } from '../session/reply.ts'

/** The end of whoever is signed in. */
export interface ErasureGateway {
  erase(): Promise<Reply<null>>
}

export const databaseErasure = (call: DatabaseCall): ErasureGateway => ({
  erase: () => call('erase_me', {}, Nothing),
})

/** What the page says before anything is done: what goes, what stays and why, what follows for the organization. */
export const ERASURE_WORDS = {
  goes: [
    '登录邮箱和所有登录，马上退出；',
    '作为联系人填写的姓名、职务、电话、手机和邮箱；',
    '草稿、说明，还在审核的登记（随之撤回）；',
    '换邮箱、找回账号的申请，邮箱检查的答复；',
    '发给您的信里的邮箱和内容。正在路上的信会先发完。',
  ],
  stays: [
    '单位和它的账号：是公开的组织信息，不是个人信息；',
    '有过一份登记、发过一封信这样的数目，您的位置写着「已删除」；',
    '操作记录里的登录编号：法律要求网络日志至少留六个月，到期自动删除，里面没有姓名、电话和邮箱；',
    '一条删除记录，证明已经删除，不写是谁。',
  ],
  follows:
    '您是某个单位现在的联系人的，这个单位就没有联系人了：还没有领取的账号凭据马上作废，上级团组织会收到通知，由新的联系人在这里申请找回账号。只是换人的，不用删除，请新的联系人申请找回。',
  question: '确定删除？',
  last: '删除以后不能恢复。',
  done: '您的个人信息已经删除，也已退出登录。不会再写信给您。以后再用这个邮箱登录，就是重新开始。',
} as const
