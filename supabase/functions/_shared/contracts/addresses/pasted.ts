import { tidy } from '../text/text.ts'

/** Whole share texts have some 200 characters; what stands behind this many is not read. */
export const LONGEST = 2000

/** An address as it stands in what was pasted. */
export interface PastedAddress {
  /** In lower case, without port, `www.` and a dot at the end. */
  host: string
  /** What stood before an `@`: browsers take it for a name to log in with. */
  user: string
  /** Decoded, from its first slash; empty where only a host is there. */
  path: string
  query: string
  /** What was typed says that it is an address: by its scheme, or by a path. */
  isWhole: boolean
}

const BREAKS = /[\s<>"'`|“”‘’「」『』《》〈〉【】〔〕()[\]{}，。；、！？…,;]+/
/** Chinese, Japanese and Korean letters and signs: addresses stand between them without a space. */
const CJK = '\\u2e80-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\ufe30-\\ufe4f'
const NOT_IN_HOST = new RegExp(`[^\\p{L}\\p{N}\\p{M}._%-]|[${CJK}]`, 'u')
const SCHEME = /(?:https?(?::\/*|\/\/+))+/i

function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Width, invisible characters, Chinese full stops in hosts, backslashes, and an address that was encoded as a whole (also twice). */
function readable(pasted: string): string {
  let text = pasted.slice(0, LONGEST)
  for (let times = 0; times < 2 && !text.includes('/') && /%(?:25)*2f/i.test(text); times++)
    text = decoded(text)
  return tidy(text)
    .slice(0, LONGEST)
    .replace(/\\/g, '/')
    .replace(/([a-z0-9])。(?=(?:[a-z0-9-]+。)?(?:com|cn|net|tv)(?![a-z]))/gi, '$1.')
}

const hostOf = (written: string): string =>
  tidy(decoded(written))
    .toLowerCase()
    .replace(/^[.-]+|[.-]+$/g, '')
    .replace(/^www\./, '')

/** `/#!/name` is how microblogs wrote `/name` in 2011. */
function pathOf(rest: string): string {
  const path = decoded(rest.replace('/#!/', '/').replace(/[?#].*$/, '')).replace(/\/{2,}/g, '/')
  return /\/\.\.?(?:\/|$)/.test(path) ? '/..' : path.replace(/[.,:!~*&=-]+$/, '')
}

const queryOf = (rest: string): string => /\?([^#]*)/.exec(rest)?.[1] ?? ''

/** A text that was pasted twice without a space between is there once. */
function once(token: string): string {
  const half = token.slice(0, token.length / 2)
  return half.length > 8 && half + half === token ? half : token
}

/** Each stretch that may be an address is looked at once, so that the work grows with the text and not with its square. */
export function tokensOf(pasted: string): string[] {
  return readable(pasted).split(BREAKS).filter(Boolean).map(once)
}

function addressesOf(token: string): PastedAddress[] {
  const scheme = SCHEME.exec(token)
  const from = scheme === null ? token : token.slice(scheme.index + scheme[0].length)
  const end = from.search(/[/?#]/)
  const authority = end < 0 ? from : from.slice(0, end)
  const rest = end < 0 ? '' : from.slice(end)
  const at = authority.lastIndexOf('@')
  const user = authority.slice(0, Math.max(at, 0))
  const runs = authority.slice(at + 1).split(NOT_IN_HOST)
  const path = pathOf(rest)
  const given = { user, path, query: queryOf(rest), isWhole: true }
  if (scheme !== null) return [{ ...given, host: hostOf(runs[0] || authority.slice(at + 1)) }]
  // Without a scheme, a name before an @ makes a mailbox of it, but for the name of a host.
  const name = user.split(NOT_IN_HOST).pop() ?? ''
  if (at >= 0 && name !== '' && !(name.includes('.') && rest !== '')) return []
  if (rest === '') return runs.map((run) => ({ ...given, host: hostOf(run), isWhole: false }))
  // A port is a run of its own.
  const last = /^\d+$/.test(runs[runs.length - 1] ?? '') ? runs.length - 2 : runs.length - 1
  return [{ ...given, user: name, host: hostOf(runs[last] ?? '') }]
}

/** The addresses in what was pasted, in their order; most of them lead nowhere that we know. */
export function addressesIn(pasted: string): PastedAddress[] {
  return tokensOf(pasted)
    .flatMap(addressesOf)
    .filter(({ host }) => host.includes('.'))
}
