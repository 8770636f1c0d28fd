import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { openWorkshop } from '../workshop.ts'
import { rendererFingerprint } from './fingerprint.ts'

/** Beside the program: the patterns of its routes (adapter.ts) and the chapters of the guide. */
export const ROUTES_FILE = 'routes.json'
export const CHAPTERS_FILE = 'chapters.json'

const DAY = 24 * 60 * 60 * 1000
const Names = z.array(z.string())

/** The pages, compiled: a program that renders one address at a time, and the assets that its pages ask for. */
export interface Renderer {
  /** Equal sources and settings have equal ids. */
  id: string
  /** The program (entry.ts). */
  entry: string
  /** Scripts, styles and `public/`: the part of the site that is no page. */
  assets: string
  /** Patterns of all routes: `/`, `/o/[prefix]/[code]`, `/sitemap.xml`. */
  routes: string[]
  chapters: string[]
}

export function rendererFiles(folder: string): { entry: string; assets: string } {
  return { entry: join(folder, 'server', 'entry.mjs'), assets: join(folder, 'client') }
}

function readRenderer(id: string, folder: string): Renderer {
  const names = (file: string) => Names.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
  return { id, ...rendererFiles(folder), routes: names(ROUTES_FILE), chapters: names(CHAPTERS_FILE) }
}

async function compile(project: string, variables: NodeJS.ProcessEnv, target: string): Promise<void> {
  const workshop = openWorkshop(project)
  try {
    const script = fileURLToPath(new URL('compile.ts', import.meta.url))
    const child = spawn(process.execPath, [script, project, workshop.program, workshop.cache], {
      env: { ...variables, ASTRO_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let errors = ''
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
    if (code !== 0) throw new Error(`页面没有编译成：${errors.trim()}`)
    mkdirSync(join(target, '..'), { recursive: true })
    // Another build of this checkout may have been first; its program is the same.
    if (!existsSync(target)) renameSync(workshop.program, target)
  } finally {
    workshop.close()
  }
}

/** Those that no build has asked for in two days. */
function clearUnused(renderers: string): void {
  for (const name of readdirSync(renderers)) {
    const folder = join(renderers, name)
    if (Date.now() - statSync(folder).mtimeMs > 2 * DAY) rmSync(folder, { recursive: true, force: true })
  }
}

/** The renderer of a checkout as it stands; compiled only where no build has done it before. Throws with the compiler's words. */
export async function rendererOf(project: string, variables: NodeJS.ProcessEnv): Promise<Renderer> {
  const id = rendererFingerprint(project, variables)
  const renderers = join(project, '.astro', 'renderers')
  const folder = join(renderers, id)
  if (!existsSync(folder)) {
    await compile(project, variables, folder)
    clearUnused(renderers)
  }
  const now = new Date()
  utimesSync(folder, now, now)
  return readRenderer(id, folder)
}
