/** One letter, written once; its plain text and its HTML are both rendered from this. */
export interface Letter {
  readonly subject: string
  readonly greeting: string
  readonly paragraphs: readonly string[]
  /** Words of the level above, set apart because they are not ours. */
  readonly quotation?: { readonly label: string; readonly text: string }
  readonly facts?: readonly { readonly label: string; readonly value: string }[]
  readonly button: { readonly label: string; readonly address: string }
  /** What to know before or after pressing the button. */
  readonly notes: readonly string[]
  readonly footer: Footer
}

interface Footer {
  readonly sender: string
  readonly home: string
  /** Who sent it, why it came, what we never ask for. */
  readonly sentences: readonly string[]
}

/** For a mail program that spoils the address of a one-time link: where it can be pasted. Null for every other address. */
export function pasteHint(address: string): string | null {
  const [page = '', fragment] = address.split('#')
  return fragment && page.endsWith('/credential')
    ? `点开以后说没有这一页、没有链接的，请打开 ${page} ，把这个地址从头到尾贴进去。`
    : null
}

/** A stored text as one line: control, direction-changing and invisible characters go, so that no header or line is forged. */
export function oneLine(stored: string): string {
  return stored
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** A stored text of several lines, each made harmless; runs of empty lines become one. */
export function severalLines(stored: string): string {
  return stored
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(oneLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Shortens by code points; the mark counts as one. */
export function shorten(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}
