import { tidy } from './text.ts'

/**
 * One mailbox, taken out of what was typed or pasted around it. `private.plain_mailbox(text)` is the same in the database; a parity test
 * holds both together.
 */

/** What stands around an address and is no part of it, once full-width forms are plain. */
const SEPARATORS = /[ ,;:、<>()[\]{}"|《》〈〉「」『』【】〔〕“”]+/
const ENDS = /^['‘’.…!?·*]+|['‘’.…!?·*]+$/g
/** A name or a label beside the address; other Latin letters and digits may be a part of it that a space cut off. */
const BESIDE = /^(?:[^A-Za-z0-9@]*|mailto|e-?mail|mail)$/i

const LOCAL = /^[A-Za-z0-9_'+&=~%#-]+(?:\.[A-Za-z0-9_'+&=~%#-]+)*$/
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])$/
/**
 * A host in Chinese, Japanese or Korean, whose last part is of one script: `b.cn谢谢` is none. What other scripts have is typed as `xn--`,
 * as browsers hand it over.
 */
const WIDE_HOST =
  /^[0-9a-z.\u3005\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3-]+\.(?:[a-z]+|[\u3005\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+)$/

/** The host as mail servers know it. */
function plainHost(typed: string): string {
  const host = typed.toLowerCase()
  if (/^[\0-\x7f]*$/.test(host) || !WIDE_HOST.test(host)) return host
  try {
    return new URL(`http://${host}`).hostname
  } catch {
    return host
  }
}

/** `Tuan.Wei@school.edu.cn` with its host in lower case and in Latin letters; null where there is not exactly one address. */
export function plainMailbox(typed: string): string | null {
  const text = tidy(typed)
    .replaceAll('。', '.')
    .replace(/ ?@ ?/g, '@')
    .replace(/^(.*mailto:[^?]*)\?.*$/i, '$1')
  const inBrackets = [...text.matchAll(/<([^<>]*@[^<>]*)>/g)]
  const around = inBrackets.length === 1 ? (inBrackets[0]?.[1] ?? '') : text
  const parts = around.split(SEPARATORS).map((part) => part.replace(ENDS, ''))
  const addresses = parts.filter((part) => part.includes('@'))
  const [local, host, ...more] = addresses[0]?.split('@') ?? []
  if (local === undefined || host === undefined || more.length > 0 || addresses.length > 1) return null
  if (!parts.every((part) => part.includes('@') || BESIDE.test(part))) return null
  const address = `${local}@${plainHost(host)}`
  const isOne = LOCAL.test(local) && HOST.test(plainHost(host)) && local.length <= 64 && address.length <= 254
  return isOne ? address : null
}
