import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** What a compiled renderer is made of, below the project's folder. */
const SOURCES = [
  'src',
  'public',
  'supabase/functions/_shared/contracts',
  'astro.config.mjs',
  'package-lock.json',
] as const

/** Settings that the compiler writes into the pages. */
const isBuiltIn = (name: string): boolean => name === 'SITE_URL' || name.startsWith('PUBLIC_')

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}

/** Names the renderer that these sources and settings give: equal content, equal name, wherever the checkout lies. */
export function rendererFingerprint(project: string, variables: NodeJS.ProcessEnv): string {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const file of filesBelow(join(project, source))) {
      hash
        .update(`${relative(project, file)}\0`)
        .update(readFileSync(file))
        .update('\0')
    }
  }
  for (const name of Object.keys(variables).filter(isBuiltIn).sort())
    hash.update(`${name}=${variables[name]}\0`)
  return hash.digest('hex').slice(0, 16)
}
