/**
 * Some mail programs write the `#` of a link as `%23`, and what a page would have kept to itself becomes part of a path that nobody has.
 * Gives the address as it was sent; null where the path is not of that kind.
 * @param pathname as the browser's location has it, still escaped
 */
export function addressWithFragment(pathname: string): string | null {
  const [, page, escaped] = /^((?:\/[a-z][a-z-]*)+)\/?%(?:25)*23(.+)$/i.exec(pathname) ?? []
  return page === undefined || escaped === undefined ? null : `${page}#${unescaped(escaped)}`
}

/** Escaped once or again and again, as often as a program in between took it for plain text. */
function unescaped(text: string): string {
  try {
    const once = decodeURIComponent(text)
    return once === text ? text : unescaped(once)
  } catch {
    return text
  }
}
