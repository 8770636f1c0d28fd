import type { LostWords } from '../form/refusal.ts'

export const DESK_LOST_WORDS: LostWords = {
  signed_out: '登录已过期，请再验证一次邮箱',
  unreachable: '网络没有连上，没有办成。请再试一次',
  failed: '我们这边出了错，没有办成。请过几分钟再试',
}
