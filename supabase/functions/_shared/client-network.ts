/** From where a request comes, as far as it is counted. */
export interface Network {
  /** One client: an IPv4 address, or an IPv6 /64, within which anybody takes as many addresses as they like. */
  readonly own: string
  /** What one customer of a provider can hold: an IPv4 /24 or an IPv6 /48. */
  readonly around: string
}

/** Whose address is not known; they are counted together. */
const UNKNOWN: Network = { own: 'unknown', around: 'unknown' }

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?::\d{1,5})?$/
const IPV6 = /^\[?([0-9a-f:.]{2,45})(?:%[\w.-]{1,20})?(?:\](?::\d{1,5})?)?$/i

/**
 * The entry of `X-Forwarded-For` that the outermost trusted proxy wrote. Each proxy adds the address that it saw to the right; what
 * stands further to the left came with the request and may be anything.
 */
export function clientNetwork(request: Request, hops: number): Network {
  const entries = (request.headers.get('x-forwarded-for') ?? '').split(',')
  return networkOf(entries.at(-hops)?.trim() ?? '')
}

function networkOf(address: string): Network {
  const v4 = IPV4.exec(address)
  if (v4) return networkOfV4(v4.slice(1, 5).map(Number))
  const groups = groupsOf(IPV6.exec(address)?.[1] ?? '')
  if (groups === null) return UNKNOWN
  // ::ffff:a.b.c.d is an IPv4 address that a listener for both kinds writes so.
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return networkOfV4(groups.slice(6).flatMap((group) => [group >> 8, group & 255]))
  const prefix = (count: number) =>
    groups
      .slice(0, count)
      .map((group) => group.toString(16))
      .join(':')
  return { own: `${prefix(4)}::/64`, around: `${prefix(3)}::/48` }
}

function networkOfV4(bytes: readonly number[]): Network {
  if (bytes.some((byte) => byte > 255)) return UNKNOWN
  return { own: bytes.join('.'), around: `${bytes.slice(0, 3).join('.')}.0/24` }
}

/** The eight groups of an IPv6 address in any of its spellings; null where it is none. */
function groupsOf(address: string): number[] | null {
  // What a URL takes for a host is what the standard takes for an address, and comes back in its one canonical form.
  const canonical = URL.parse(`http://[${address}]/`)?.hostname.slice(1, -1)
  if (canonical === undefined) return null
  const [head = [], tail = []] = canonical.split('::').map((half) =>
    half
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16)),
  )
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}
