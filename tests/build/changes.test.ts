import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { constantFrom, double, array as listOf, record, sample } from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { publish } from '../../src/lib/publishing/publish.ts'
import { type Renderer, rendererOf } from '../../src/lib/publishing/renderer/renderer.ts'
import { Timings } from '../../src/lib/publishing/timings.ts'
import type { Relations } from '../../src/lib/snapshot/relations.ts'
import { MUTATIONS } from '../fixtures/snapshot/mutations.ts'
import { fixtureOfProvinces, fixtureState, writeSnapshotFile } from '../fixtures/snapshot.ts'
import { API, contents } from './build-site.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const NAMES = Object.keys(MUTATIONS)
const STEP = record({ name: constantFrom(...NAMES), pick: double({ min: 0, max: 1, noNaN: true }) })
/** The same each time: as a case has its name, so has a failure its steps. */
const ROUNDS = sample(listOf(STEP, { minLength: 4, maxLength: 8 }), { numRuns: 3, seed: 20261125 }).map(
  (steps) => [steps],
)
const before = fixtureOfProvinces(['33'])
let folder: string
let renderer: Renderer

const at = (name: string) => join(folder, name)

function snapshot(name: string, relations: Relations, revision: number): string {
  const file = at(`${name}.sqlite`)
  // Later by a day: what was pinned until then is so no more.
  const taken_at = `2026-11-${20 + revision}T08:00:05+08:00`
  writeSnapshotFile(file, relations, { ...fixtureState, revision, taken_at })
  return file
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changes-'))
  renderer = await rendererOf(PROJECT, { ...process.env, PUBLIC_SUPABASE_URL: API })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const order = () => ({
  renderer,
  supabaseUrl: API,
  compress: false,
  onto: null,
  cache: null,
  timings: new Timings(),
})

async function publishBefore(): Promise<number> {
  const file = snapshot('before', before, 1)
  return (await publish({ ...order(), snapshot: file, out: at('before') })).rendered
}

/** Publishes `relations` twice, laid into the site of before and as a whole; returns the pages that were made, and what differs. */
async function publishBothWays(relations: Relations) {
  const after = snapshot('after', relations, 2)
  const onto = { site: at('before'), snapshot: at('before.sqlite') }
  const { rendered } = await publish({ ...order(), snapshot: after, out: at('laid'), onto })
  await publish({ ...order(), snapshot: after, out: at('whole') })
  const [laid, whole] = [contents(at('laid')), contents(at('whole'))]
  const files = new Set([...laid.keys(), ...whole.keys()])
  return { rendered, differing: [...files].filter((file) => laid.get(file) !== whole.get(file)) }
}

const mutate = (name: string, pick: number) => MUTATIONS[name]?.(before, pick) ?? before

describe('changes laid into the last site give the very bytes of a whole build', () => {
  let pages: number

  beforeAll(async () => {
    pages = await publishBefore()
  })

  it.each(NAMES)('where %s', async (name) => {
    const served = contents(at('before'))
    const { differing } = await publishBothWays(mutate(name, 0.4))
    expect(differing).toEqual([])
    // The site that was served until then keeps its own bytes.
    expect([...contents(at('before'))].filter(([file, bytes]) => served.get(file) !== bytes)).toEqual([])
  })

  // A case each, because a round is a whole build and a laid-in one.
  it.each(ROUNDS)('where these happen together: %j', async (steps) => {
    const relations = steps.reduce((all, { name, pick }) => MUTATIONS[name]?.(all, pick) ?? all, before)
    expect((await publishBothWays(relations)).differing).toEqual([])
  })

  it('and make few pages for one school', async () => {
    const { rendered } = await publishBothWays(mutate('a school is registered', 0.4))
    expect(rendered).toBeGreaterThan(5)
    expect(rendered).toBeLessThan(40)
    expect(pages).toBeGreaterThan(300)
  })
})

describe('the same where expected organizations have no page of their own', () => {
  beforeAll(async () => {
    vi.stubEnv('FOLD_EXPECTED', '1')
    const pages = await publishBefore()
    expect(pages).toBeLessThan(200)
  })

  it.each([
    'a school is registered',
    'a committee is registered',
    'the committee of a province gets another name',
    'a school moves to another county',
    'a school is closed and another takes over',
    'a school is added',
    'a notice is published',
  ])('and %s', async (name) => {
    vi.stubEnv('FOLD_EXPECTED', '1')
    expect((await publishBothWays(mutate(name, 0.4))).differing).toEqual([])
  })
})
