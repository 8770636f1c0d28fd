import { profileAddress } from '../../../functions/_shared/contracts/addresses/pattern.ts'
import { PLATFORMS, type PlatformId } from '../../../functions/_shared/contracts/platforms.ts'
import type { Random } from './random.ts'

export interface InventedHandle {
  readonly platform: PlatformId
  readonly handle: string
  readonly address: string | null
}

export const LIVING: readonly PlatformId[] = PLATFORMS.filter(({ is_alive }) => is_alive).map(({ id }) => id)

const WEIGHTS: Readonly<Partial<Record<PlatformId, number>>> = {
  weibo: 40,
  wechat: 34,
  douyin: 14,
  bilibili: 12,
  kuaishou: 7,
  xiaohongshu: 6,
  toutiao: 4,
  zhihu: 3,
}

/** A name on a platform that nobody has there: the same serial number never gives the same name twice. */
export function inventedHandle(platform: PlatformId, serial: number): InventedHandle {
  const handle =
    platform === 'bilibili'
      ? `99${String(serial).padStart(14, '0')}`
      : platform === 'xiaohongshu'
        ? `ffffffffffff${serial.toString(16).padStart(12, '0')}`
        : `minglu-${serial.toString(36).padStart(5, '0')}`
  return { platform, handle, address: profileAddress(platform, handle) }
}

/** Living platforms, each once, the usual ones first; none of those to leave out. */
export function pickPlatforms(
  random: Random,
  count: number,
  except: ReadonlySet<string> = new Set(),
): PlatformId[] {
  const left = LIVING.filter((platform) => !except.has(platform))
  const picked: PlatformId[] = []
  while (picked.length < count && left.length > 0) {
    const platform = random.weigh(left.map((each) => [WEIGHTS[each] ?? 1, each] as const))
    left.splice(left.indexOf(platform), 1)
    picked.push(platform)
  }
  return picked
}
