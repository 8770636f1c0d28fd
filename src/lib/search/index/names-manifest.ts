/** Which files a reader of the index needs, and what they are of. It is the first line of the first file. */
export interface NamesManifest {
  format: 2
  /** The register's revision that the index shows. */
  revision: number
  /** Organizations in all files. */
  names: number
  /** Merely expected organizations have no page of their own (see directory/folding.ts). */
  folded: boolean
  /** Names in letters, and what is known of characters that no name contains. */
  latin: string
  /** Former names of divisions and organizations. */
  former: string
  characters: string
  /** By the first digit of the division code. */
  regions: { region: string; file: string }[]
}

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads the manifest by hand: a schema library would weigh on the bytes that must come before the first answer. Throws where it
 * is of another format or lacks a file.
 */
export function readManifest(text: string): NamesManifest {
  const manifest = fieldsOf(JSON.parse(text))
  if (manifest['format'] !== 2) throw new Error('names index: unknown format')
  const regions = manifest['regions']
  if (!Array.isArray(regions)) throw new Error('names index: regions are missing')
  return {
    format: 2,
    revision: numberOf(manifest, 'revision'),
    names: numberOf(manifest, 'names'),
    folded: manifest['folded'] === true,
    latin: textOf(manifest, 'latin'),
    former: textOf(manifest, 'former'),
    characters: textOf(manifest, 'characters'),
    regions: regions.map((each: unknown) => ({
      region: textOf(fieldsOf(each), 'region'),
      file: textOf(fieldsOf(each), 'file'),
    })),
  }
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new Error('names index: manifest is no object')
  return { ...value }
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value !== 'string') throw new Error(`names index: ${name} is no text`)
  return value
}

function numberOf(fields: Fields, name: string): number {
  const value = fields[name]
  if (typeof value !== 'number') throw new Error(`names index: ${name} is no number`)
  return value
}
