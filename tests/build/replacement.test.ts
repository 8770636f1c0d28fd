import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeTurn } from '../../src/lib/publishing/turn.ts'
import { fixtureOfProvinces } from '../fixtures/snapshot.ts'
import { contents, runBuild, workshop } from './build-site.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))

let place: ReturnType<typeof workshop>

beforeAll(() => {
  place = workshop(fixtureOfProvinces(['46']))
})
afterAll(() => rmSync(place.folder, { recursive: true, force: true }))

describe('a build', () => {
  it('gives the same bytes for the same snapshot, and replaces the last site only when it is whole', async () => {
    const again = join(place.folder, 'again')
    expect((await runBuild(['--snapshot', place.snapshot, '--out', place.out])).code).toBe(0)
    expect((await runBuild(['--snapshot', place.snapshot, '--out', again])).code).toBe(0)
    const first = contents(place.out)
    const second = contents(again)
    expect([...second.keys()].sort()).toEqual([...first.keys()].sort())
    expect([...first.keys()].filter((name) => first.get(name) !== second.get(name))).toEqual([])

    const broken = join(place.folder, 'broken.sqlite')
    writeFileSync(broken, 'no database')
    const failed = await runBuild(['--snapshot', broken, '--out', place.out])
    expect(failed.code).toBe(1)
    expect(failed.errors.trim()).not.toBe('')
    expect(contents(place.out)).toEqual(first)
    expect(readdirSync(place.folder).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('leaves with a sentence where another writes into the same place, and touches nothing', async () => {
    const out = join(place.folder, 'shared')
    const giveBack = await takeTurn(out, 0, () => {})
    const options = ['--snapshot', place.snapshot, '--out', out, '--memory', join(place.folder, 'memory')]
    const refused = await runBuild([...options, '--patience', '0'])
    expect(refused.code).toBe(1)
    expect(refused.errors).toContain(`另一次发布（进程 ${process.pid}`)
    expect(readdirSync(place.folder).filter((name) => name.startsWith('.'))).toEqual(['.shared.turn'])
    expect(existsSync(out)).toBe(false)
    giveBack()
  })

  it('says what it misses, in one paragraph', async () => {
    const failed = await runBuild([
      '--snapshot',
      join(place.folder, 'nothing.sqlite'),
      '--out',
      join(place.folder, 'none'),
    ])
    expect(failed.code).toBe(1)
    expect(failed.errors.trim()).toMatch(/^[^\n]+$/)
    expect(failed.errors).toContain('nothing.sqlite')
    expect(existsSync(join(place.folder, 'none'))).toBe(false)
  })
})

describe('the renderer', () => {
  it('is compiled to the same assets for the same sources', () => {
    const shop = mkdtempSync(join(PROJECT, '.astro', 'compiled-twice-'))
    try {
      const compiled = ['one', 'other'].map((name) => {
        const folder = join(shop, name)
        const { status, stderr } = spawnSync(process.execPath, [
          join(PROJECT, 'src/lib/publishing/renderer/compile.ts'),
          PROJECT,
          folder,
          `${folder}-cache`,
        ])
        expect(String(stderr)).toBe('')
        expect(status).toBe(0)
        return contents(join(folder, 'client'))
      })
      const [one = new Map(), other = new Map()] = compiled
      expect(one.size).toBeGreaterThan(20)
      expect([...other.keys()]).toEqual([...one.keys()])
      expect([...one.keys()].filter((name) => one.get(name) !== other.get(name))).toEqual([])
    } finally {
      rmSync(shop, { recursive: true, force: true })
    }
  })
})
