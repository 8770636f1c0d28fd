import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformWithOxc } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import { OLDEST_BROWSERS } from '../../src/lib/publishing/renderer/old-browsers.ts'
import { rendererOf } from '../../src/lib/publishing/renderer/renderer.ts'
import { API } from './build-site.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))

let folder: string
let scripts: string[]

beforeAll(async () => {
  const variables = { PUBLIC_SUPABASE_URL: API, PUBLIC_SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_test' }
  const { assets } = await rendererOf(PROJECT, { ...process.env, ...variables })
  folder = join(assets, '_astro')
  scripts = readdirSync(folder).filter((name) => name.endsWith('.js'))
}, 180_000)

async function compiled(code: string, target: string | string[]): Promise<string> {
  return (await transformWithOxc(code, 'script.js', { target })).code
}

describe('the scripts of the site', () => {
  it('hold no syntax that the oldest browsers do not know', async () => {
    expect(scripts.length).toBeGreaterThan(20)
    const tooNew: string[] = []
    for (const name of scripts) {
      const code = readFileSync(join(folder, name), 'utf8')
      if ((await compiled(code, OLDEST_BROWSERS)) !== (await compiled(code, 'esnext'))) tooNew.push(name)
    }
    expect(tooNew).toEqual([])
  })

  it('are told from newer ones by this comparison', async () => {
    const code = 'class Page { #name = 1; get name() { return this.#name } }'
    expect(await compiled(code, OLDEST_BROWSERS)).not.toBe(await compiled(code, 'esnext'))
  })

  it('keep the fields of the search as plain properties, without a weak map for each', () => {
    const worker = scripts.filter((name) => /^worker-/.test(name))
    expect(worker).toHaveLength(1)
    expect(readFileSync(join(folder, worker[0] ?? ''), 'utf8')).not.toMatch(/WeakMap|WeakSet|defineProperty/)
  })
})
