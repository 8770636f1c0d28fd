import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { z } from 'zod'

/** How texts are read, remembered from one index to the next: a new name costs its own reading and no other. */
export interface ReadingMemory {
  read(text: string, reader: (text: string) => readonly string[]): readonly string[]
  /** Keeps what was asked for since it was opened. */
  keep(): void
}

const StoredReadings = z.record(z.string(), z.string())
/** Another edition of the dictionary may read otherwise. */
const { version } = z
  .object({ version: z.string() })
  .parse(createRequire(import.meta.url)('pinyin-pro/package.json'))

/** Opens the memory in a folder; null: remembers for as long as it is open. */
export function openReadingMemory(folder: string | null): ReadingMemory {
  const file = folder === null ? null : join(folder, `readings-${version}.json`)
  const before = file !== null && existsSync(file) ? readMemory(file) : new Map<string, string>()
  const asked = new Map<string, string>()
  let isNew = false
  return {
    read(text, reader) {
      const known = asked.get(text) ?? before.get(text)
      const syllables = known ?? reader(text).join('\t')
      if (known === undefined) isNew = true
      asked.set(text, syllables)
      return syllables.split('\t')
    },
    keep() {
      if (file === null || folder === null || (!isNew && asked.size === before.size)) return
      mkdirSync(folder, { recursive: true })
      writeFileSync(file, JSON.stringify(Object.fromEntries(asked)))
    },
  }
}

/** What cannot be read is forgotten. */
function readMemory(file: string): Map<string, string> {
  try {
    return new Map(Object.entries(StoredReadings.parse(JSON.parse(readFileSync(file, 'utf8')))))
  } catch {
    return new Map()
  }
}
