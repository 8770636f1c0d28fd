import { foldText } from './fold.ts'
import { readLatinNames } from './latin-names.ts'
import { MatchFinder } from './match-finder.ts'
import type { NameFilters, NamesAnswer } from './names-answer.ts'
import type { NamesBlock } from './names-block.ts'
import { MANIFEST } from './names-format.ts'
import { readManifest } from './names-manifest.ts'
import { NamesReader } from './names-reader.ts'
import { Places } from './places.ts'
import { unknownCharacters } from './query-form.ts'
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
  /**
   * Loads the rest of the index, provinces that `query` mentions first, calling `onProgress` after each file. May be
   * called again after a failure; files that came are kept.
   */
  loadAll(query?: string, onProgress?: () => void): Promise<void>
  readonly isComplete: boolean
  /** Organizations in the whole index. */
  readonly size: number
}

const PARALLEL_LOADS = 4
const DEFAULT_LIMIT = 20

/** Opens the index: loads the manifest and the first file. Rejects where either is missing or is not what it should be. */
export async function openNames(load: LoadFile): Promise<Names> {
  const decoder = new TextDecoder()
  const read = async (file: string): Promise<string> => decoder.decode(await load(file))
  const manifest = readManifest(JSON.parse(await read(MANIFEST)))
  const symbols = new Symbols()
  const places = new Places(symbols)
  const blocks: NamesBlock[] = []
  const loadBlock = async (file: string): Promise<NamesBlock> => {
    const block = new NamesReader(symbols, places).read(await read(file))
    blocks.push(block)
    return block
  }
  const first = await loadBlock(manifest.first.file)

  const isComplete = (): boolean => hasLatin && blocks.length === manifest.provinces.length + 1
  const waiting = [{ ...manifest.latin, province: '' }, ...manifest.provinces]
  let hasLatin = false
  let otherCharacters: Promise<unknown> | null = null
  const learnOtherCharacters = (): Promise<unknown> => {
    otherCharacters ??= read(manifest.characters.file).then(
      (text) => new NamesReader(symbols, places).read(text),
      () => {
        otherCharacters = null
      },
    )
    return otherCharacters
  }

  return {
    size: manifest.names,
    get isComplete() {
      return isComplete()
    },
    async search(query, { limit = DEFAULT_LIMIT, filters = {} } = {}) {
      if (unknownCharacters(query, symbols).length > 0) await learnOtherCharacters()
      const answer = new MatchFinder(symbols, places, blocks, filters).find(query, limit)
      return { ...answer, complete: isComplete() }
    },
    async loadAll(query = '', onProgress = () => {}) {
      const mentioned = places.mentionedProvinces(foldText(query))
      waiting.sort((a, b) => Number(mentioned.has(b.province)) - Number(mentioned.has(a.province)))
      const loadNext = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          try {
            if (next.province === '') {
              readLatinNames(await read(next.file), first)
              hasLatin = true
            } else await loadBlock(next.file)
          } catch (cause) {
            waiting.push(next)
            throw cause
          }
          onProgress()
        }
      }
      await Promise.all(Array.from({ length: PARALLEL_LOADS }, loadNext))
    },
  }
}
