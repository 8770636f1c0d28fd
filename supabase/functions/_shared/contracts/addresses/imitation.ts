import { HARMLESS, PLATFORM_PLACES, type PlatformPlaces } from './places.ts'

/** Letters of other alphabets that look like Latin ones, each before its twin. */
const TWINS =
  'аa еe оo рp сc хx уy іi ѕs јj һh ԁd кk тt ьb вb мm нh гr ԛq ԝw өo ӏl ցg ոn սu օo հh αa εe ιi κk οo ρp τt υu ωw χx ηn νv βb γy μu σo ζz ɩi ıi łl øo đd ħh ɑa ɡg ŧt'
const latin = new Map(TWINS.split(' ').map(([odd = '', plain = '']) => [odd, plain]))

/** RFC 3492: the letters of a host's part that begins with `xn--`; null where they are none. */
function unpuny(encoded: string): string | null {
  const split = encoded.lastIndexOf('-')
  const out = [...encoded.slice(0, Math.max(split, 0))].map((letter) => letter.charCodeAt(0))
  let [code, bias, at] = [128, 72, 0]
  for (let next = split + 1; next < encoded.length; ) {
    const before = at
    for (let weight = 1, digits = 36; ; digits += 36) {
      const digit = '0123456789'.indexOf(encoded.charAt(next)) + 26
      const value = digit > 25 ? digit : encoded.charCodeAt(next) - 97
      next += 1
      if (!(value >= 0 && value < 36)) return null
      at += value * weight
      if (at > 0x7fffffff) return null
      const least = digits <= bias ? 1 : Math.min(26, digits - bias)
      if (value < least) break
      weight *= 36 - least
    }
    let delta = Math.floor((at - before) / (before === 0 ? 700 : 2))
    delta += Math.floor(delta / (out.length + 1))
    for (bias = 0; delta > 455; bias += 36) delta = Math.floor(delta / 35)
    bias += Math.floor((36 * delta) / (delta + 38))
    code += Math.floor(at / (out.length + 1))
    at %= out.length + 1
    if (code > 0x10ffff) return null
    out.splice(at, 0, code)
    at += 1
  }
  return String.fromCodePoint(...out)
}

/** A host as the eye reads it: `xn--wibo-z5a.com`, `weıbo.com` and `wéibo.com` are `weibo.com`. */
export function seenHost(host: string): string {
  const parts = host
    .split('.')
    .map((part) => (part.startsWith('xn--') ? unpuny(part.slice(4)) : null) ?? part)
  const plain = parts.join('.').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return [...plain].map((letter) => latin.get(letter) ?? letter).join('')
}

/** What is not told apart at a glance, in a host or in an expression. */
const glanced = (text: string) => text.replace(/0/g, 'o').replace(/[1i]/g, 'l').replace(/vv/g, 'w')

const isBelow = (host: string, above: string) => host === above || host.endsWith(`.${above}`)

/** Whether a host is one of a list's, or below one. */
export const isOneOf = (list: string, host: string): boolean =>
  list.split(' ').some((each) => each !== '' && isBelow(host, each))

const imitable = Object.values(PLATFORM_PLACES).map(({ own, short = '', brands = '' }: PlatformPlaces) => ({
  known: own.split(' ')[0] ?? '',
  hosts: `${own} ${short}`.split(/[ /]/).filter((each) => each.includes('.')),
  // At the beginning or at the end of a word: inside of one it is another word.
  brands: brands
    .split(' ')
    .filter(Boolean)
    .map(glanced)
    .map((brand) => new RegExp(`(?:^|[^a-z])${brand}|${brand}(?:$|[^a-z])`)),
}))

/** The host that another one means to be read as, though it is none of any platform's; null where it looks like none. */
export function imitatedBy(host: string): string | null {
  if (isOneOf(HARMLESS, host)) return null
  const seen = seenHost(host)
  const words = [glanced(seen), glanced(seen.replace(/-/g, ''))]
  const found = imitable.find(
    ({ hosts, brands }) =>
      hosts.some((each) => isBelow(seen, each) || `.${seen}`.includes(`.${each}.`)) ||
      brands.some((brand) => words.some((word) => brand.test(word))),
  )
  return found?.known ?? null
}
