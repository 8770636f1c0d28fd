/** A path pattern of a `_headers` file and the headers below it, in their order. */
export interface HeaderRule {
  readonly path: string
  readonly headers: readonly (readonly [name: string, value: string])[]
}

export type HeaderRules = (pathname: string) => ReadonlyMap<string, string>

/**
 * Reads a `_headers` file as Cloudflare Pages and Netlify do: a path (`*` is anything, `:name` one segment) and, indented
 * below it, headers.
 */
export function readHeaderRules(text: string): HeaderRule[] {
  const rules: { path: string; headers: [string, string][] }[] = []
  for (const line of text.split('\n')) {
    if (!line.trim() || line.trim().startsWith('#')) continue
    const colon = line.indexOf(':')
    if (!/^\s/.test(line)) rules.push({ path: line.trim(), headers: [] })
    else if (colon > 0)
      rules.at(-1)?.headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()])
  }
  return rules
}

function patternOf(path: string): RegExp {
  const source = path
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]\w*/g, '[^/]+'))
    .join('.*')
  return new RegExp(`^${source}$`)
}

/** The headers of an address: every path that fits counts, and a header that comes again is joined with a comma. */
export function parseHeaderRules(text: string): HeaderRules {
  const known = readHeaderRules(text).map(({ path, headers }) => ({ pattern: patternOf(path), headers }))
  return (pathname) => {
    const headers = new Map<string, string>()
    for (const rule of known) {
      if (!rule.pattern.test(pathname)) continue
      for (const [name, value] of rule.headers) {
        const earlier = headers.get(name)
        headers.set(name, earlier === undefined ? value : `${earlier}, ${value}`)
      }
    }
    return headers
  }
}
