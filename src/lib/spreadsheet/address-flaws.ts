/** What can be wrong with a row of an imported list of accounts. */
export const FLAWS = {
  'bad-url': '网址不完整或写错了',
  http: '网址用的是不加密的 http://',
  'duplicate-url': '网址和前面的一行重复',
  'handle-not-in-url': '账号名不在网址里',
  'excel-scientific-handle': '账号名被电子表格改成了科学记数法',
  'mojibake-name': '名称是乱码',
  'space-in-name': '名称前后有空格',
} as const
export type Flaw = keyof typeof FLAWS

export interface ListedAccount {
  /** Null where the list has none of its own. */
  handle: string | null
  url: string
  name: string
}

/** UTF-8 that was read as Mac Roman, Latin 1 or GBK, and what stands for a character that was lost. */
const MOJIBAKE = /[√¬][\u0080-\uffff]|[ÃÂ][\u0080-\u00bf]|â€|锟斤拷|烫烫烫|\ufffd/
const SCIENTIFIC = /^\d(?:\.\d+)?E\+?\d+$/i

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** One form for addresses that lead to one place: no scheme, no `www.`, no slash at the end, lower case. */
export function bareAddress(url: string): string {
  const bare = url
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
  let end = bare.length
  while (bare[end - 1] === '/') end -= 1
  return bare.slice(0, end)
}

/** A whole web address with a host that can be one; `https:host` is what a parser forgives and a person mistyped. */
function isWhole(url: string): boolean {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return false
  return new URL(url).hostname.includes('.')
}

function flawsOf({ handle, url, name }: ListedAccount, seen: ReadonlySet<string>): Flaw[] {
  const address = url.trim()
  const flaws: Flaw[] = []
  if (!isWhole(address)) flaws.push('bad-url')
  if (/^http:\/\//i.test(address)) flaws.push('http')
  if (seen.has(bareAddress(url))) flaws.push('duplicate-url')
  if (handle !== null) {
    if (SCIENTIFIC.test(handle)) flaws.push('excel-scientific-handle')
    if (!decoded(address).toLowerCase().includes(decoded(handle).toLowerCase()))
      flaws.push('handle-not-in-url')
  }
  if (MOJIBAKE.test(name)) flaws.push('mojibake-name')
  if (name !== name.trim()) flaws.push('space-in-name')
  return flaws
}

/** The flaws of each row, in the order of the rows; of several rows with one address, the first is no duplicate. */
export function findFlaws(rows: readonly ListedAccount[]): Flaw[][] {
  const seen = new Set<string>()
  return rows.map((row) => {
    const flaws = flawsOf(row, seen)
    seen.add(bareAddress(row.url))
    return flaws
  })
}
