import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixtureOfProvinces } from '../fixtures/snapshot.ts'
import { runBuild, workshop } from './build-site.ts'

let place: ReturnType<typeof workshop>

beforeAll(() => {
  place = workshop(fixtureOfProvinces(['46']))
})
afterAll(() => rmSync(place.folder, { recursive: true, force: true }))

function contents(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((file) => statSync(file).isFile())
      .map((file) => [relative(folder, file), readFileSync(file, 'base64')]),
  )
}

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
