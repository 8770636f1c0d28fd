import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** An import, of types too: both paths from the top of the project. */
export interface Import {
  from: string
  to: string
}

/** `from '…'`, `import '…'` and `import('…')`, in a script or in the frontmatter of a page. */
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g
const CONTRACTS = 'supabase/functions/_shared/contracts'

/** Imports of the project's own files in one file's text; packages and JSR are none. */
export function importsIn(file: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].flatMap(([, given = '']) => {
    if (given.startsWith('#contracts/')) return { from: file, to: join(CONTRACTS, given.slice(11)) }
    return given.startsWith('.') ? { from: file, to: join(dirname(file), given) } : []
  })
}

/** Of every file below these folders. */
export function importsOf(project: string, folders: readonly string[]): Import[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx,astro,mjs}`, { cwd: project }))
    .flatMap((file) => importsIn(file, readFileSync(join(project, file), 'utf8')))
}

/** The ways from a name back to itself, each once, as `a > b > a`. */
export function circlesOf(arrows: readonly Import[]): string[] {
  const after = Map.groupBy(arrows, ({ from }) => from)
  const isDone = new Set<string>()
  const way: string[] = []
  const circles: string[] = []
  function follow(name: string): void {
    if (way.includes(name)) {
      circles.push([...way.slice(way.indexOf(name)), name].join(' > '))
      return
    }
    if (isDone.has(name)) return
    way.push(name)
    for (const { to } of after.get(name) ?? []) follow(to)
    way.pop()
    isDone.add(name)
  }
  for (const name of after.keys()) follow(name)
  return circles
}
