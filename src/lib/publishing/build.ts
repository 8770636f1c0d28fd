import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { takeSnapshot } from '../directory/snapshot.ts'
import { snapshotFile } from '../directory/snapshot-file.ts'
import { environment } from './environment.ts'
import { buildOptions } from './options.ts'
import { publish } from './publish.ts'
import { rendererOf } from './renderer/renderer.ts'

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url))

async function build(commandLine: string[]) {
  const { out, snapshot } = buildOptions(commandLine)
  const settings = environment(process.env)
  const { SUPABASE_URL: url, SUPABASE_PUBLISHABLE_KEY: key, SNAPSHOT_MAX_DROP: maxDrop } = settings
  const file = snapshot ?? snapshotFile()
  mkdirSync(dirname(file), { recursive: true })
  const variables = { ...process.env, PUBLIC_SUPABASE_URL: url, PUBLIC_SUPABASE_PUBLISHABLE_KEY: key }
  const [renderer] = await Promise.all([
    rendererOf(PROJECT, variables),
    snapshot === null ? takeSnapshot({ url, key, file, maxDrop }) : null,
  ])
  return publish({ renderer, snapshot: file, out, supabaseUrl: url })
}

const begun = performance.now()
try {
  const { revision, pages } = await build(process.argv.slice(2))
  const seconds = Math.round((performance.now() - begun) / 100) / 10
  console.log(JSON.stringify({ revision, pages, seconds }))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
