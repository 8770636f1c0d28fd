/** A quote that opens and does not close, or stands where none may. Its message is for the person whose file it is. */
export class UnpairedQuote extends Error {
  constructor(line: number) {
    // Neither the field nor what stands around it is quoted here: it may be a password.
    super(`第 ${line} 行的引号不成对`)
  }
}

/** Text of a spreadsheet's file: UTF-8, or GB 18030 as Excel writes it in Chinese. */
export function decodeSheet(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/**
 * Records of a CSV file (RFC 4180), quoted fields with commas, quotes and line breaks; blank lines are left out.
 * @throws UnpairedQuote
 */
export function readRecords(text: string): { readonly line: number; readonly fields: string[] }[] {
  const records: { line: number; fields: string[] }[] = []
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|\n|\r|$)/y
  let line = 1
  let began = 1
  let fields: string[] = []
  while (field.lastIndex < text.length) {
    const found = field.exec(text)
    if (found === null) throw new UnpairedQuote(began)
    const [whole, raw = '', end = ''] = found
    fields.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw)
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0
    if (end === ',') {
      if (field.lastIndex === text.length) fields.push('')
      else continue
    }
    if (fields.some((value) => value.trim() !== '')) records.push({ line: began, fields })
    fields = []
    began = line
  }
  return records
}
