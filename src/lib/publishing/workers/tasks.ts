/** What a worker of a build can be asked to do, and what it answers. */
export interface Tasks {
  /** Makes a copy of what stands at the top of a site, whose files are shared with it. */
  share: { order: { from: string; to: string; entries: readonly string[] }; answer: null }
  /** Renders addresses into the site's folder. */
  pages: { order: { addresses: readonly string[] }; answer: null }
  /** Compresses files of the site, sharing what the last one holds. */
  compression: { order: { files: readonly string[]; last: string | null }; answer: null }
  /** Writes the open data of some parts of the register. */
  dataParts: { order: { parts: readonly string[] }; answer: null }
  /** Writes the SQLite file of the whole register. */
  dataSqlite: { order: null; answer: null }
  /** Puts the national files together from the parts, and lists all. */
  dataNation: { order: null; answer: null }
  /** Writes the files that /verify asks: all, or those that a change touches. */
  verify: { order: { change: { before: string; owners: readonly string[] } | null }; answer: null }
  /** Writes the names index; `cache` remembers how names are read. */
  names: { order: { cache: string | null }; answer: null }
}

export type TaskName = keyof Tasks

/** Where the workers of one build work. */
export interface Workspace {
  /** Program of the renderer. */
  entry: string
  snapshot: string
  site: string
}

export interface TaskRequest {
  id: number
  name: TaskName
  order: unknown
}

export type TaskResult = { id: number; answer: unknown } | { id: number; error: string }
