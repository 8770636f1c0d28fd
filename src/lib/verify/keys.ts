import { tidy } from '#contracts/text/text.ts'

/** Files that a question may need, one of them at a time: at 100,000 accounts each holds some 180 of them, about 8 KB compressed. */
export const SHARDS = 1024
/** Files that hold the handles of official accounts by platform and length, for what looks alike. */
export const NEAR_SHARDS = 128

/** What a handle or a nickname is looked up by: width, case, spaces and a leading @ make no other name of it. */
export function keyOf(name: string): string {
  return tidy(name).replace(/\s/g, '').replace(/^@+/, '').toLowerCase()
}

/** FNV-1a over UTF-16 units: the browser and the build must agree, and nothing hangs on its strength. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}

const hex = (number: number): string => number.toString(16).padStart(3, '0')

/** The file that knows a key, below the site. */
export function shardFile(key: string): string {
  return `verify/${hex(hash(key) % SHARDS)}.json`
}

/** The file that knows the official handles of one length on a platform. */
export function lookAlikeFile(platform: string, length: number): string {
  return `verify/near/${hex(hash(`${platform} ${length}`) % NEAR_SHARDS)}.json`
}

export function allShardFiles(): string[] {
  return Array.from({ length: SHARDS }, (_, number) => `verify/${hex(number)}.json`)
}

export function allLookAlikeFiles(): string[] {
  return Array.from({ length: NEAR_SHARDS }, (_, number) => `verify/near/${hex(number)}.json`)
}
