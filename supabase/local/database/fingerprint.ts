import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

function note(path: string, seen: string[]): void {
  const stat = statSync(path)
  if (!stat.isDirectory()) seen.push(`${path} ${stat.size} ${stat.mtimeMs}`)
  else for (const name of readdirSync(path).sort()) note(join(path, name), seen)
}

/** Changes when one of the files below `paths` does. Looks at names, sizes and times, which takes milliseconds. */
export function fingerprint(paths: readonly string[]): string {
  const seen: string[] = []
  for (const path of paths) if (existsSync(path)) note(path, seen)
  return createHash('sha256').update(seen.join('\n')).digest('hex')
}
