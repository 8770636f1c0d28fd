/** What stands between the tags of a mail, line by line, for those who read without its design. */
export function textOf(html: string): string {
  return html
    .replace(/<(head|style|script|title)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<a\b[^>]*href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/gi, (_, address: string, label: string) =>
      label.trim() === address ? address : `${label} ${address}`,
    )
    .replace(/<(?:br|\/p|\/div|\/h[1-6]|\/li|\/tr)[^>]*>/gi, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The sign-in code of a mail: six digits that stand alone on their line. */
export function codeOf(text: string): string | undefined {
  return text.match(/^[^\S\n]*(\d{6})[^\S\n]*$/m)?.[1]
}

export function linksOf(text: string): string[] {
  return [...new Set(text.match(/https?:\/\/[^\s<>"'，。；）】]+/g) ?? [])]
}
