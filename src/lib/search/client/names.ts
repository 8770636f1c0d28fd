import type { NameFilters, NamesAnswer } from '../index/names-answer.ts'

/** Fetches one file of the index by its name; must reject where it cannot. */
export type LoadFile = (file: string) => Promise<ArrayBuffer>

export interface SearchOptions {
  /** Hits to return; 20 unless told. */
  limit?: number
  filters?: NameFilters
}

/** The names index, opened: answers at once from what is loaded, and from everything after `loadAll`. */
export interface OpenNamesIndex {
  search(query: string, options?: SearchOptions): Promise<NamesAnswer>
  /** Loads one small file; false where it cannot be had or is not wanted any more. Never rejects. */
  loadSmall(file: string): Promise<boolean>
  /** Searches the small files alone, which takes no time: null where they do not hold what is clearly meant. */
  searchSmall(query: string, options?: SearchOptions): Promise<NamesAnswer | null>
  /** Asks at once for the small files where a query's organizations are likely to stand, and reads them; says whether any came. Never rejects. */
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
