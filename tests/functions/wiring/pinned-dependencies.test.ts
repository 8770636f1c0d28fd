import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folders = globSync('supabase/functions/*/index.ts', { cwd: root }).map(dirname)
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'))
const { dependencies } = z
  .object({ dependencies: z.record(z.string(), z.string()) })
  .parse(read('package.json'))

/** Every package that a module and what it imports ask for. */
function packagesOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return new Set()
  seen.add(file)
  const specifiers = [
    ...readFileSync(file, 'utf8').matchAll(/^(?:import|export)[^'"]*?from '([^']+)'/gm),
  ].map(([, specifier]) => specifier ?? '')
  const packages = new Set(specifiers.filter((specifier) => !specifier.startsWith('.')))
  for (const specifier of specifiers.filter((specifier) => specifier.startsWith('.')))
    for (const found of packagesOf(join(dirname(file), specifier), seen)) packages.add(found)
  return packages
}

test('there are functions to look at', () => {
  expect(folders.map((folder) => folder.split('/').at(-1)).sort()).toEqual(
    expect.arrayContaining(['confirm-activation', 'deliver-mail', 'open-credential', 'publish-site']),
  )
})

describe.each(folders)('%s', (folder) => {
  const { imports } = z
    .object({ imports: z.record(z.string(), z.string()) })
    .parse(read(join(folder, 'deno.json')))

  test('pins what it imports, and nothing else, to the versions of package.json', () => {
    const wanted = [...packagesOf(join(root, folder, 'index.ts'))].sort()
    expect(imports).toEqual(
      Object.fromEntries(wanted.map((name) => [name, `npm:${name}@${dependencies[name]}`])),
    )
  })
})
