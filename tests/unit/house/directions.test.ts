import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { circlesOf, type Import, importsIn, importsOf } from './imports.ts'

/**
 * The directions of the house, where a lint rule cannot say them (biome.json says what it can):
 * pages -> layouts and components/<feature> -> lib/<feature> -> contracts. A room knows itself, the contracts, what is shared, the
 * room of its own name in `lib`, and what stands beside its name here.
 */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  components: ['components/form', 'components/session', 'components/site', 'styles'],
  layouts: ['components/site', 'styles'],
  lib: ['lib/form', 'lib/session', 'lib/site', 'lib/snapshot'],
}

const BESIDES: Readonly<Record<string, readonly string[]>> = {
  layouts: ['components/search'],
  'components/announcements': ['layouts'],
  // What a bundle hands over, and who opened it, is a credential.
  'components/bundle': ['components/credential'],
  // Both are what one person's mailbox may do.
  'components/my': ['components/registration', 'lib/registration'],
  'components/registration': ['lib/my', 'lib/search'],
  'components/site': ['lib/qr'],
  'lib/announcements': ['lib/directory'],
  'lib/bundle': ['lib/credential'],
  'lib/feeds': ['lib/announcements', 'lib/directory', 'lib/page-kinds'],
  'lib/my': ['lib/registration'],
  'lib/open-data': ['lib/directory', 'lib/spreadsheet'],
  'lib/page-kinds': ['lib/announcements', 'lib/directory'],
  'lib/publishing': [
    'lib/directory',
    'lib/feeds',
    'lib/open-data',
    'lib/page-kinds',
    'lib/search',
    'lib/verify',
  ],
  'lib/registration': ['lib/search'],
  // A command of its own, beside the page's program.
  'lib/search': ['lib/command-line'],
  'lib/verify': ['lib/command-line', 'lib/directory'],
}

/** Of the shared rooms, the lower ones first: each knows those before it. */
const SHARED_IN_ORDER = [
  ['lib/site', 'lib/snapshot', 'lib/session', 'lib/form'],
  ['components/site', 'components/form', 'components/session'],
]

/** Rooms within a room, the lower ones first. */
const STOREYS = [
  ['lib/search/text', 'lib/search/index', 'lib/search/match', 'lib/search/client'],
  ['components/desk/kit', 'components/desk/troubles', 'components/desk'],
]

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url))
const imports = importsOf(PROJECT, ['src', 'supabase', 'tests/fixtures'])

const within = (path: string, folder: string): boolean => path.startsWith(`${folder}/`)

/** `components/desk` of `src/components/desk/kit/DeskTable.tsx`; files that open a page's island are the page's. */
function roomOf(path: string): string {
  if (/^src\/components\/\w+\/mount-[\w-]+\.tsx$/.test(path)) return 'pages'
  const [top = '', first = '', second = ''] = path.split('/')
  if (top !== 'src') return within(path, 'supabase/functions/_shared/contracts') ? 'contracts' : top
  return ['components', 'lib'].includes(first) ? `${first}/${second}` : first
}

function mayEnter(from: string, to: string): boolean {
  if (from === to || to === 'contracts') return true
  if (from === 'pages') return /^(components|lib)\/|^(layouts|styles)$/.test(to)
  const [storey = '', feature = ''] = from.split('/')
  const order = SHARED_IN_ORDER.find((rooms) => rooms.includes(from) && rooms.includes(to))
  if (order !== undefined) return order.indexOf(to) < order.indexOf(from)
  const below = storey === 'lib' ? [] : [`lib/${feature}`, ...(SHARED['lib'] ?? [])]
  return [...below, ...(SHARED[storey] ?? []), ...(BESIDES[from] ?? [])].includes(to)
}

/** Imports that run against a direction. */
const straying = (isWrong: (each: Import) => boolean): string[] =>
  imports.filter(isWrong).map(({ from, to }) => `${from} -> ${to}`)

describe('the rooms of src', () => {
  it('are entered from above only: pages -> components -> lib -> contracts', () => {
    const rooms = ({ from, to }: Import) => [roomOf(from), roomOf(to)] as const
    expect(
      straying((each) => within(each.from, 'src') && !within(each.to, 'public') && !mayEnter(...rooms(each))),
    ).toEqual([])
  })

  it('have no page that lays out an island by itself: what stands before it is written once', () => {
    const pages = imports.filter(({ from }) => within(from, 'src/pages'))
    const mounting = pages.filter(({ to }) => /\/mount-[\w-]+\.tsx$/.test(to)).map(({ from }) => from)
    const inLayout = pages.filter(({ to }) => to === 'src/layouts/IslandLayout.astro').map(({ from }) => from)
    expect(inLayout.toSorted()).toEqual([...new Set(mounting)].toSorted())
    expect(inLayout.length).toBeGreaterThan(3)
  })

  it.each(STOREYS)('stand on each other from %s up', (...storeys) => {
    const storeyOf = (path: string) =>
      storeys.indexOf(
        storeys.toSorted((a, b) => b.length - a.length).find((room) => within(path, `src/${room}`)) ?? '',
      )
    expect(straying(({ from, to }) => storeyOf(from) >= 0 && storeyOf(to) > storeyOf(from))).toEqual([])
  })
})

describe('the rooms of supabase', () => {
  it('know nothing of src, and the seed and the functions nothing of the trial', () => {
    expect(straying(({ from, to }) => within(from, 'supabase') && within(to, 'src'))).toEqual([])
    const outside = ['supabase/seed', 'supabase/functions', 'supabase/terminal']
    expect(
      straying(({ from, to }) => outside.some((room) => within(from, room)) && within(to, 'supabase/local')),
    ).toEqual([])
  })

  it('offer src their contracts and nothing else', () => {
    const contracts = 'supabase/functions/_shared/contracts'
    expect(
      straying(({ from, to }) => within(from, 'src') && within(to, 'supabase') && !within(to, contracts)),
    ).toEqual([])
  })

  it('have contracts that stand on nothing but each other', () => {
    const contracts = 'supabase/functions/_shared/contracts'
    expect(straying(({ from, to }) => within(from, contracts) && !within(to, contracts))).toEqual([])
  })
})

describe('the house', () => {
  it('has no circle between files', () => {
    expect(circlesOf(imports)).toEqual([])
  })

  it('is walked whole', () => {
    expect(imports.length).toBeGreaterThan(1000)
    for (const folder of [
      'src/pages',
      'src/layouts',
      'src/lib/search/client',
      'supabase/local',
      'tests/fixtures',
    ])
      expect(imports.some(({ from }) => within(from, folder))).toBe(true)
  })

  it('would show an import that strays, of a type too, and a circle', () => {
    const text = `import type { A } from '../b/a.ts'\nexport * from './c.ts'\nimport '#contracts/d.ts'\nawait import('./e.ts')`
    expect(importsIn('src/lib/a/a.ts', text).map(({ to }) => to)).toEqual([
      'src/lib/b/a.ts',
      'src/lib/a/c.ts',
      'supabase/functions/_shared/contracts/d.ts',
      'src/lib/a/e.ts',
    ])
    expect(mayEnter('lib/directory', 'lib/announcements')).toBe(false)
    expect(mayEnter('components/desk', 'components/my')).toBe(false)
    expect(mayEnter('lib/site', 'lib/session')).toBe(false)
    const arrows = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['c', 'd'],
    ].map(([from = '', to = '']) => ({ from, to }))
    expect(circlesOf(arrows)).toEqual(['a > b > c > a'])
  })
})
