import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { DivisionLevel } from '../functions/_shared/contracts/directory.ts'

/** The seed's sources, a row a line, as they came (README.md). */

export const SourceDivision = z.object({
  code: z.string(),
  name: z.string(),
  level: DivisionLevel,
  parent: z.string().nullable(),
  /** Why the row is no real place: a layer that only completes the tree, or islands without a county of their own. */
  synthetic: z.string().optional(),
})
export type SourceDivision = z.output<typeof SourceDivision>

export const SourceSpokenNames = z.object({
  code: z.string(),
  abbr: z.array(z.string()).default([]),
  short: z.array(z.string()).default([]),
  spoken: z.array(z.string()).default([]),
})

export const SourceFormerNames = z.object({
  code: z.string(),
  former: z.array(z.object({ name: z.string() })),
})

/** Names of a university beside its own, as far as a source vouches for them (sources/university-names.ndjson). */
export const SourceUniversityNames = z.object({
  code: z.string(),
  name_en: z.string().nullish(),
  /** It rests on one source without a licence: for search alone. */
  name_en_unconfirmed: z.string().optional(),
  name_en_others: z.array(z.string()),
  acronyms: z.array(z.string()),
  former_names: z.array(z.object({ name: z.string(), basis: z.array(z.string()) })),
})

/** What was found wrong in the names that ROR gives. */
export const SourceNameAudit = z.object({
  code: z.string(),
  alias: z.string().optional(),
  acronym: z.string().optional(),
})

export const SourceUniversity = z.object({
  name: z.string(),
  code: z.string(),
  province: z.string(),
  city_code: z.string(),
  type: z.string(),
  name_en: z.string().optional(),
  acronyms: z.array(z.string()).default([]),
  aliases: z.array(z.string()).default([]),
})

/** What people call a university where no rule leads from that to its name, or to another one's first. */
export const SourceNicknames = z.object({ name: z.string(), nicknames: z.array(z.string()).min(1) })

export const SourceSchool = z.object({
  name: z.string(),
  province: z.string(),
  city: z.string(),
  county_code: z.string().nullable(),
})

/** Reads newline-delimited JSON; throws with the file and line of the first row that does not fit `schema`. */
export async function readRows<Schema extends z.ZodType>(
  file: URL,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const rows: z.output<Schema>[] = []
  let line = 0
  for await (const text of createInterface({ input: createReadStream(file) })) {
    line += 1
    if (text.trim() === '') continue
    const row = schema.safeParse(JSON.parse(text))
    if (!row.success) throw new Error(`${file.pathname}, line ${line}: ${z.prettifyError(row.error)}`)
    rows.push(row.data)
  }
  return rows
}

export async function readOptionalText(file: URL): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
