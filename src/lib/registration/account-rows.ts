import { profileAddress } from '#contracts/addresses/pattern.ts'
import { recognise, recogniseAddress } from '#contracts/addresses/recognise.ts'
import { PLATFORMS } from '#contracts/platforms.ts'
import { plainHandle, tidy } from '#contracts/text/text.ts'
import type { AccountFormRow } from './form-values.ts'

export const LIVING_PLATFORMS = PLATFORMS.filter((platform) => platform.is_alive)

/** What a pasted address is, for the line under the field: an account, or why it is none; empty while nothing is recognised. */
export function readingOf(row: AccountFormRow): string {
  const found = recognise(row.pasted)
  return row.by === 'name' || found.kind === 'unknown' ? '' : found.sentence
}

/** The platform of a row as far as it is known: none for an address that nobody recognises. */
export const platformOf = (row: AccountFormRow) =>
  row.by === 'name' ? row.platform : (recogniseAddress(row.pasted)?.platform ?? null)

export function addressRefusal(pasted: string): string | null {
  if (tidy(pasted) === '') return '请粘贴账号主页的网址，或者移除这一行'
  const { kind, platform, sentence } = recognise(pasted)
  if (kind === 'account') return null
  const hasNoAddress = kind === 'unknown' || platform === 'wechat'
  return hasNoAddress ? `${sentence}；没有网址的账号请改用「没有主页网址」` : sentence
}

/**
 * A row as `submit_registration` takes it. Platform, handle and address follow from a pasted address; an account named
 * without a handle (a WeChat account whose number nobody remembers) is filed under its name.
 */
export function accountOf(row: AccountFormRow) {
  const nickname = tidy(row.nickname)
  if (row.by === 'name') {
    const handle = plainHandle(row.handle) || nickname.replace(/[\s/?#]/g, '')
    return { platform: row.platform, handle, nickname, address: null }
  }
  const found = recogniseAddress(row.pasted)
  return {
    platform: found?.platform ?? row.platform,
    handle: found?.handle ?? '',
    nickname,
    address: found === null ? tidy(row.pasted) : found.address,
  }
}

/** The row that shows an account already on record, for correcting it. */
export function rowOf(account: ReturnType<typeof accountOf>, key: string): AccountFormRow {
  const address = account.address ?? profileAddress(account.platform, account.handle)
  const shown = { key, platform: account.platform, handle: account.handle, nickname: account.nickname }
  return address === null
    ? { ...shown, by: 'name', pasted: '' }
    : { ...shown, by: 'address', pasted: address }
}
