import { earlyFilesOf } from './early-choice.ts'
import { readLatinNames } from './latin-names.ts'
import { MatchFinder } from './match-finder.ts'
import type { NameFilters, NamesAnswer } from './names-answer.ts'
import type { NamesBlock } from './names-block.ts'
import { FIRST } from './names-format.ts'
import { readManifest } from './names-manifest.ts'
import { NamesReader } from './names-reader.ts'
import { Places } from './places.ts'
import { PLATFORMS_FILE, readPlatforms } from './platform-file.ts'
import { unknownCharacters } from './query-form.ts'
import { type Slices, WHOLE } from './slices.ts'
import { Symbols } from './symbols.ts'

export type { MatchReason, NameFilters, NameHit, NamesAnswer, TextRange } from './names-answer.ts'

/** Fetches one file of the index by its name; must reject where it cannot. */
export type LoadFile = (file: string) => Promise<ArrayBuffer>

export interface SearchOptions {
  /** Hits to return; 20 unless told. */
  limit?: number
  filters?: NameFilters
}

/** The names index, opened: answers at once from what is loaded, and from everything after `loadAll`. */
export interface Names {
  search(query: string, options?: SearchOptions): Promise<NamesAnswer>
  /** Loads the small files where a query's organizations are likely to stand; says whether any came. Never rejects. */
  loadEarly(query: string): Promise<boolean>
  /**
   * Loads the rest of the index, the region that `query` mentions first, calling `onProgress` after each file. May be called
   * again after a failure; files that came are kept.
   */
  loadAll(query?: string, onProgress?: () => void): Promise<void>
  readonly isComplete: boolean
  /** Organizations in the whole index. */
  readonly size: number
}

const DEFAULT_LIMIT = 20

/** Opens the index: loads the first file. Rejects where it is missing or is not what it should be. */
export async function openNames(load: LoadFile, slices: Slices = WHOLE): Promise<Names> {
  const decoder = new TextDecoder()
  const fetchText = async (file: string): Promise<string> => decoder.decode(await load(file))
  const symbols = new Symbols()
  const places = new Places(symbols)
  const read = async (text: string): Promise<NamesBlock> => {
    const steps = new NamesReader(symbols, places).steps(text)
    for (;;) {
      const { done, value } = steps.next()
      if (done) return value
      await slices.rest()
    }
  }

  const opened = await fetchText(FIRST)
  const end = opened.indexOf('\n')
  const manifest = readManifest(opened.slice(0, end))
  places.folded = manifest.folded
  const first = await read(opened.slice(end + 1))
  /** By file; small files are dropped when all is there. */
  const regions = new Map<string, NamesBlock>()
  const early = new Map<string, NamesBlock | null>()
  let hasLatin = false
  let platforms: Promise<Map<string, ReadonlySet<number>>> | null = null
  let otherCharacters: Promise<unknown> | null = null

  const isComplete = (): boolean => hasLatin && regions.size === manifest.regions.length
  const blocks = (): NamesBlock[] => {
    const small = [...early.values()].filter((block) => block !== null)
    return [first, ...regions.values(), ...small]
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
  const loadRegion = async (file: string): Promise<void> => {
    if (!regions.has(file)) regions.set(file, await read(await fetchText(file)))
  }
  const loadLatin = async (): Promise<void> => {
    if (hasLatin) return
    readLatinNames(await fetchText(manifest.latin), first)
    hasLatin = true
  }

  return {
    size: manifest.names,
    get isComplete() {
      return isComplete()
    },
    async search(query, { limit = DEFAULT_LIMIT, filters = {} } = {}) {
      if (unknownCharacters(query, symbols).length > 0) await learnOtherCharacters()
      const complete = isComplete()
      const codes = filters.platform === undefined ? null : await codesOn(filters.platform)
      const ground = { symbols, places, blocks: blocks(), slices, isPartial: !complete, codes }
      return { ...(await new MatchFinder(ground, filters, limit).find(query)), complete }
    },
    async loadEarly(query) {
      const wanted = earlyFilesOf(query, places, symbols).filter((file) => !early.has(file))
      if (isComplete()) return false
      for (const file of wanted) early.set(file, null)
      const texts = await Promise.all(wanted.map((file) => fetchText(file).catch(() => null)))
      if (isComplete()) return false
      let came = false
      for (const [at, file] of wanted.entries()) {
        const text = texts[at]
        if (text == null) early.delete(file)
        else {
          // A division that the first file does not know yet: the site was replaced in between.
          early.set(file, await read(text).catch(() => null))
          came = true
        }
      }
      return came
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
      ]
      await Promise.all(loads.map((each) => each().then(onProgress)))
      early.clear()
    },
  }
}
