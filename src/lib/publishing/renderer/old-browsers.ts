import { parseAst } from 'vite'

/** The oldest browsers that the site's scripts must run in: those of old phones and of chat apps. */
export const OLDEST_BROWSERS = ['chrome87', 'safari14']

/** Fields of classes are assigned: no class of the site's inherits one that it would have to define anew. */
export const OLD_CLASSES = { transform: { assumptions: { setPublicClassFields: true } } }

/** A private name of a class: `#count`. */
interface PrivateName {
  name: string
  start: number
  end: number
}

/**
 * Compiles what browsers get for the oldest of them. Astro sets a target of its own over the one that a configuration names, so it is told
 * here, where Vite asks each environment once more. Private names become plain properties first: the compiler would keep them in
 * weak maps, which makes the search several times slower everywhere.
 */
export function oldBrowsers() {
  return {
    name: 'old-browsers',
    enforce: 'post' as const,
    configEnvironment: (name: string) =>
      name === 'client' ? { build: { target: OLDEST_BROWSERS, rolldownOptions: OLD_CLASSES } } : null,
    applyToEnvironment: ({ name }: { name: string }) => name === 'client',
    transform: (code: string, id: string) =>
      /#[a-z]/i.test(code) && !id.includes('/node_modules/') && isScript(id)
        ? { code: withPlainNames(code), map: null }
        : null,
  }
}

function isScript(id: string): boolean {
  return /\.[cm]?[jt]sx?(?:$|\?)|\blang\.ts$/.test(id)
}

/** Spells each private name of a module as a property that nothing else is called by. */
export function withPlainNames(code: string): string {
  const names = privateNames(parseAst(code))
  const known = [...new Set(names.map(({ name }) => name))]
  let plain = ''
  let at = 0
  for (const { name, start, end } of names) {
    plain += `${code.slice(at, start)}$${known.indexOf(name).toString(36)}`
    at = end
  }
  return plain + code.slice(at)
}

function privateNames(tree: unknown): PrivateName[] {
  const found: PrivateName[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if (isPrivateName(node)) found.push(node)
    else for (const child of Object.values(node)) visit(child)
  }
  visit(tree)
  return found.sort((a, b) => a.start - b.start)
}

function isPrivateName(node: object): node is PrivateName {
  return 'type' in node && node.type === 'PrivateIdentifier'
}
