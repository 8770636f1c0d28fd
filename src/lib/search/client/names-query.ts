import { readLatinNames } from '../index/latin-names.ts'
import type { MatchReason } from '../index/names-answer.ts'
import type { NamesBlock } from '../index/names-block.ts'
import { FIRST } from '../index/names-files.ts'
import { readManifest } from '../index/names-manifest.ts'
import { NamesReader } from '../index/names-reader.ts'
import { Places } from '../index/places.ts'
import { PLATFORMS_FILE, readPlatforms } from '../index/platform-file.ts'
import { earlyFilesOf } from '../match/early-choice.ts'
import { MatchFinder } from '../match/match-finder.ts'
import { unknownCharacters } from '../match/query-form.ts'
import { type Slices, WHOLE } from '../match/slices.ts'
import { Symbols } from '../text/symbols.ts'
import type { LoadFile, OpenNamesIndex } from './names.ts'

const DEFAULT_LIMIT = 20
/** What was typed is in a name as it was typed. */
const CLEAR: ReadonlySet<MatchReason> = new Set(['exact', 'alias', 'name', 'abbreviation'])

/**
 * Opens the index: loads the first file, of which the places are read; the rest is read when it is searched for the first time, so that
 * more can be on its way. Rejects where the file is missing or is not what it should be.
 */
export async function openNames(load: LoadFile, slices: Slices = WHOLE): Promise<OpenNamesIndex> {
  const decoder = new TextDecoder()
  const fetchText = async (file: string): Promise<string> => decoder.decode(await load(file))
  const symbols = new Symbols()
  const places = new Places(symbols)
  const finish = async (steps: Iterator<unknown, NamesBlock>): Promise<NamesBlock> => {
    for (;;) {
      const { done, value } = steps.next()
      if (done) return value
      await slices.rest()
    }
  }
  const read = (text: string): Promise<NamesBlock> => finish(new NamesReader(symbols, places).steps(text))

  const opened = await fetchText(FIRST)
  const end = opened.indexOf('\n')
  const manifest = readManifest(opened.slice(0, end))
  places.folded = manifest.folded
  const steps = new NamesReader(symbols, places).steps(opened.slice(end + 1))
  for (;;) {
    const { done, value } = steps.next()
    if (done) throw new Error('names index: places are missing')
    if (value === 'places') break
    await slices.rest()
  }
  let first: Promise<NamesBlock> | null = null
  const readFirst = (): Promise<NamesBlock> => {
    first ??= finish(steps)
    return first
  }
  /** By file; small files are dropped when all is there. */
  const regions = new Map<string, NamesBlock>()
  const early = new Map<string, NamesBlock | null>()
  let hasLatin = false
  let former: NamesBlock | null = null
  let platforms: Promise<Map<string, ReadonlySet<number>>> | null = null
  let otherCharacters: Promise<unknown> | null = null

  const isComplete = (): boolean => hasLatin && former !== null && regions.size === manifest.regions.length
  const smallBlocks = (): NamesBlock[] => [...early.values()].filter((block) => block !== null)
  const blocks = async (): Promise<NamesBlock[]> => {
    const begun = await readFirst()
    return [begun, ...regions.values(), ...smallBlocks(), ...(former === null ? [] : [former])]
  }
  const loadSmall = async (file: string): Promise<boolean> => {
    if (isComplete() || early.has(file)) return false
    early.set(file, null)
    const text = await fetchText(file).catch(() => null)
    if (isComplete()) return false
    if (text === null) {
      early.delete(file)
      return false
    }
    // A division that the first file does not know yet: the site was replaced in between.
    early.set(file, await read(text).catch(() => null))
    return true
  }
  const learnOtherCharacters = (): Promise<unknown> => {
    otherCharacters ??= fetchText(manifest.characters).then(read, () => {
      otherCharacters = null
    })
    return otherCharacters
  }
  const codesOn = async (platform: string): Promise<ReadonlySet<number>> => {
    platforms ??= fetchText(PLATFORMS_FILE).then(readPlatforms)
    try {
      return (await platforms).get(platform) ?? new Set()
    } catch (cause) {
      platforms = null
      throw cause
    }
  }
  /** What is wanted at once is cut in time of need; with everything there it is better done. */
  const cutAll = async (block: NamesBlock): Promise<void> => {
    for (const _ of block.cutAll()) await slices.rest()
  }
  const loadRegion = async (file: string): Promise<void> => {
    if (regions.has(file)) return
    const block = await read(await fetchText(file))
    await cutAll(block)
    regions.set(file, block)
  }
  const loadFormer = async (): Promise<void> => {
    if (former !== null) return
    const text = await fetchText(manifest.former)
    const block = await finish(new NamesReader(symbols, places).formerNames(text, await readFirst()))
    await cutAll(block)
    former = block
  }
  const loadLatin = async (): Promise<void> => {
    if (hasLatin) return
    const text = await fetchText(manifest.latin)
    readLatinNames(text, await readFirst())
    hasLatin = true
  }

  return {
    size: manifest.names,
    get isComplete() {
      return isComplete()
    },
    async search(query, { limit = DEFAULT_LIMIT, filters = {} } = {}) {
      await readFirst()
      if (unknownCharacters(query, symbols).length > 0) await learnOtherCharacters()
      const complete = isComplete()
      const codes = filters.platform === undefined ? null : await codesOn(filters.platform)
      const ground = { symbols, places, blocks: await blocks(), slices, isPartial: !complete, codes }
      return { ...(await new MatchFinder(ground, filters, limit).find(query)), complete }
    },
    loadSmall,
    async searchSmall(query, { limit = DEFAULT_LIMIT, filters = {} } = {}) {
      if (isComplete() || filters.platform !== undefined) return null
      const ground = { symbols, places, blocks: smallBlocks(), slices, isPartial: true, codes: null }
      const answer = await new MatchFinder(ground, filters, limit).find(query)
      const isClear = CLEAR.has(answer.hits[0]?.why ?? 'typo')
      return isClear ? { ...answer, complete: false } : null
    },
    async loadEarly(query) {
      const came = await Promise.all(earlyFilesOf(query, places, symbols).map(loadSmall))
      return came.includes(true)
    },
    async loadAll(query = '', onProgress = () => {}) {
      const [mentioned = ''] = earlyFilesOf(query, places, symbols)
      const region = /^near\/(\d)/.exec(mentioned)?.[1] ?? ''
      const files = [...manifest.regions].sort(
        (a, b) => Number(b.region === region) - Number(a.region === region),
      )
      const loads = [
        ...files.map(
          ({ file }) =>
            () =>
              loadRegion(file),
        ),
        loadLatin,
        loadFormer,
      ]
      await Promise.all(loads.map((each) => each().then(onProgress)))
      await cutAll(await readFirst())
      early.clear()
    },
  }
}
