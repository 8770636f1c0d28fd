import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileOf } from '../../src/lib/publishing/page-addresses.ts'
import { type LastWhole, publish } from '../../src/lib/publishing/publish.ts'
import { type Renderer, rendererOf } from '../../src/lib/publishing/renderer/renderer.ts'
import { Timings } from '../../src/lib/publishing/timings.ts'
import { organizationAddress } from '../../src/lib/site/addresses.ts'
import type { Relations } from '../../src/lib/snapshot/relations.ts'
import { fixtureOfProvinces, fixtureState, writeSnapshotFile } from '../fixtures/snapshot.ts'
import { API, contents, filesBelow } from './build-site.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const before = fixtureOfProvinces(['46'])
const [expected] = before.organizations.filter(
  ({ kind, status }) => kind === 'university' && status === 'expected',
)
if (expected === undefined) throw new Error('the fixture has no expected university')
const after: Relations = {
  ...before,
  organizations: before.organizations.map((each) =>
    each === expected ? { ...each, status: 'registered', registered_on: '2026-11-21' } : each,
  ),
}
const changedFile = fileOf(organizationAddress(expected.code))
const keptFile = fileOf('/privacy')
let folder: string
let renderer: Renderer

const at = (name: string) => join(folder, name)
const inode = (site: string, file: string) => statSync(join(at(site), file)).ino

async function make(site: string, relations: Relations, onto: LastWhole | null = null): Promise<void> {
  const snapshot = at(`${site}.sqlite`)
  writeSnapshotFile(snapshot, relations, fixtureState)
  await publish({
    renderer,
    snapshot,
    out: at(site),
    supabaseUrl: API,
    compress: true,
    cache: null,
    onto,
    timings: new Timings(),
  })
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'compression-'))
  renderer = await rendererOf(PROJECT, { ...process.env, PUBLIC_SUPABASE_URL: API })
  await make('first', before)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('every page, script and list stands there packed in both ways, and unpacks to itself', () => {
  const files = filesBelow(at('first'))
  const packed = files.filter((file) => /\.(html|css|js|json|xml|txt)$/.test(file))
  const wrong = packed.filter((file) => {
    const text = readFileSync(join(at('first'), file))
    if (text.length < 256) return false
    const brotli = readFileSync(join(at('first'), `${file}.br`))
    const gzip = readFileSync(join(at('first'), `${file}.gz`))
    return (
      !brotliDecompressSync(brotli).equals(text) ||
      !gunzipSync(gzip).equals(text) ||
      brotli.length >= gzip.length
    )
  })
  expect(packed.length).toBeGreaterThan(50)
  expect(wrong).toEqual([])
})

test('a change packs what it changed, shares the rest, and gives the bytes of a whole build', async () => {
  const served = contents(at('first'))
  await make('laid', after, { site: at('first'), snapshot: at('first.sqlite') })
  await make('whole', after)
  expect(contents(at('laid'))).toEqual(contents(at('whole')))
  expect(inode('laid', `${keptFile}.br`)).toBe(inode('first', `${keptFile}.br`))
  expect(inode('laid', `${changedFile}.br`)).not.toBe(inode('first', `${changedFile}.br`))
  expect(brotliDecompressSync(readFileSync(join(at('laid'), `${changedFile}.br`))).toString()).toContain(
    '已登记',
  )
  expect(contents(at('first'))).toEqual(served)
})

test('a whole build in the place of another packs only what differs', async () => {
  await make('again', before)
  const kept = inode('again', `${keptFile}.br`)
  const changed = inode('again', `${changedFile}.br`)
  await make('again', after)
  expect(inode('again', `${keptFile}.br`)).toBe(kept)
  expect(inode('again', `${changedFile}.br`)).not.toBe(changed)
})
