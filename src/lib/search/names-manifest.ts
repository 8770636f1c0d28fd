import type { NamesFile, NamesManifest } from './names-format.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * Checks a manifest by hand: a schema library would weigh on the bytes that must come before the first answer. Throws where it is of another format or lacks a file.
 */
export function readManifest(value: unknown): NamesManifest {
  const manifest = fieldsOf(value)
  if (manifest['format'] !== 1) throw new Error('names index: unknown format')
  const provinces = manifest['provinces']
  if (!Array.isArray(provinces)) throw new Error('names index: provinces are missing')
  return {
    format: 1,
    revision: numberOf(manifest, 'revision'),
    names: numberOf(manifest, 'names'),
    first: fileOf(manifest['first']),
    latin: fileOf(manifest['latin']),
    characters: fileOf(manifest['characters']),
    provinces: provinces.map((each: unknown) => ({
      ...fileOf(each),
      province: textOf(fieldsOf(each), 'province'),
      names: numberOf(fieldsOf(each), 'names'),
    })),
  }
}

function fileOf(value: unknown): NamesFile {
  const fields = fieldsOf(value)
  return { file: textOf(fields, 'file'), bytes: numberOf(fields, 'bytes') }
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
