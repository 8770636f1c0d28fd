import { z } from 'zod'
import { DivisionCode } from '#contracts/directory.ts'

export const CATALOGUE_FILE = 'data/files.json'

const FileEntry = z.object({
  /** `/data/organizations.csv` */
  address: z.string(),
  bytes: z.int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type FileEntry = z.output<typeof FileEntry>

/** `/data/files.json`: every file of the open data, so that whoever mirrors them fetches what changed and can check it. */
export const Catalogue = z.object({
  /** Of the register, as `/publication.json` says it. */
  revision: z.int(),
  changed_at: z.string(),
  is_demonstration: z.boolean(),
  nation: z.array(FileEntry),
  parts: z.array(z.object({ code: DivisionCode, name: z.string(), files: z.array(FileEntry) })),
})
export type Catalogue = z.output<typeof Catalogue>

export function catalogueText(catalogue: Catalogue): string {
  return `${JSON.stringify(catalogue, null, 1)}\n`
}

const UNITS = ['B', 'KB', 'MB'] as const

/** 13 MB, 1.4 MB, 860 KB: two digits are enough to decide whether to wait. */
export function sizeInWords(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000
    unit += 1
  }
  return `${size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit]}`
}
