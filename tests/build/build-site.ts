import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Relations } from '../../src/lib/snapshot/relations.ts'
import { writeFixtureSnapshot } from '../fixtures/snapshot.ts'

const SCRIPT = fileURLToPath(new URL('../../src/lib/publishing/build.ts', import.meta.url))
export const API = 'https://api.example.test'

export interface BuildRun {
  code: number | null
  /** Last line of standard output. */
  lastLine: string
  errors: string
}

/** Runs the build as the publisher does; resolves however it ends. */
export function runBuild(options: string[]): Promise<BuildRun> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT, ...options], {
    env: {
      ...process.env,
      SUPABASE_URL: API,
      SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_test',
      SITE_URL: 'https://minglu.example.test',
      PUBLIC_RECORD_NUMBER: '京ICP备00000000号',
    },
  })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  return new Promise((resolve) =>
    child.on('close', (code) => resolve({ code, lastLine: output.trim().split('\n').at(-1) ?? '', errors })),
  )
}

/** A folder of its own for a snapshot and what is built from it. */
export function workshop(relations: Relations): { folder: string; snapshot: string; out: string } {
  const folder = mkdtempSync(join(tmpdir(), 'build-'))
  const snapshot = join(folder, 'snapshot.sqlite')
  writeFixtureSnapshot(snapshot, relations)
  return { folder, snapshot, out: join(folder, 'site') }
}

/** Every file below a folder, `/`-separated, in order. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => relative(folder, file).split(sep).join('/'))
    .sort()
}

/** What stands in every file below a folder, to be compared byte for byte. */
export function contents(folder: string): Map<string, string> {
  return new Map(filesBelow(folder).map((file) => [file, readFileSync(join(folder, file), 'base64')]))
}

export interface BuiltPage {
  address: string
  html: string
}

/** Every page of a built site; `/index` is `/`. */
export function readPages(site: string): BuiltPage[] {
  return filesBelow(site)
    .filter((file) => file.endsWith('.html'))
    .map((file) => ({
      address: file === 'index.html' ? '/' : `/${file.slice(0, -'.html'.length)}`,
      html: readFileSync(join(site, file), 'utf8'),
    }))
}
