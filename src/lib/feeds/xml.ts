/** What XML 1.0 has no way to write. */
const UNWRITABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: to leave them out is the point
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for an element or an attribute in double quotes. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(UNWRITABLE, '')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
}

export const XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'

export function xmlResponse(text: string, type: string): Response {
  return new Response(text, { headers: { 'Content-Type': `${type}; charset=utf-8` } })
}
