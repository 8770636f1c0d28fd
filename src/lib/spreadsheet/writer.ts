export type Cell = string | number | boolean | null | readonly string[]

export const BYTE_ORDER_MARK = '\ufeff'

/** What a spreadsheet takes for a formula: in full width and small forms too, and behind any white space or sign that is not seen. */
const FORMULA =
  /^(?:[\t\r\n]|[\s\0-\x20\x7f-\xa0\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]*[=+\-@＝＋－＠﹢﹣﹦﹫])/
/** What it takes for a number and spoils: leading zeros, more than fifteen digits' worth, scientific notation, dates. */
const SPOILED = /^(?:0\d+|\d{12,}|\d+(?:\.\d+)?e\d+|\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?)$/i
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/

/** The value with an apostrophe before it where a spreadsheet would run it or change it. */
function asText(text: string): string {
  // Nearly every value begins with a letter or a Chinese character and is neither.
  if ((text >= 'A' && text < '{') || (text >= '\u3041' && text < '\ufe00')) return text
  if (FORMULA.test(text)) return `'${text}`
  return SPOILED.test(text) && !ISO_DATE.test(text) ? `'${text}` : text
}

function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value === 'number') return String(value)
  const text = asText(typeof value === 'string' ? value : value.join('；'))
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** One line of a CSV file after RFC 4180, safe to open in a spreadsheet. */
export function csvLine(values: readonly Cell[]): string {
  return `${values.map(cell).join(',')}\r\n`
}
