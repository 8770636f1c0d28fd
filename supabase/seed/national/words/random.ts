/** Numbers that look random and are the same wherever and whenever they are drawn: a stream for each list of keys. */
export interface Random {
  /** An integer from 0 to `limit` - 1. */
  below(limit: number): number
  /** True in `share` (0 to 1) of all calls. */
  chance(share: number): boolean
  pick<Item>(list: readonly Item[]): Item
  /** Picks by weight; weights need not add up to anything. */
  weigh<Item>(list: readonly (readonly [weight: number, item: Item])[]): Item
  /** Spread like the sizes of places: many small, few large; 1 in the middle. */
  skewed(spread: number): number
}

const SEED = 'minglu national 1'

/** FNV-1a over the UTF-16 units of all keys. */
function hash(keys: readonly (string | number)[]): number {
  let state = 0x811c9dc5
  for (const key of [SEED, ...keys]) {
    const text = `${key}\u0000`
    for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193)
  }
  return state >>> 0
}

/** Mulberry32 (public domain) started from the keys. */
export function randomOf(...keys: readonly (string | number)[]): Random {
  let state = hash(keys)
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number) => Math.floor(fraction() * limit)
  return {
    below,
    chance: (share) => fraction() < share,
    pick: (list) => {
      const item = list[below(list.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    weigh: (list) => {
      let left = fraction() * list.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, item] of list) {
        left -= weight
        if (left < 0) return item
      }
      const last = list.at(-1)
      if (last === undefined) throw new RangeError('nothing to pick from')
      return last[1]
    },
    skewed: (spread) => {
      const normal = Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction())
      return Math.exp(normal * spread)
    },
  }
}
