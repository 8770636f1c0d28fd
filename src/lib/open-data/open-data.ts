import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { openRegister, type Register } from '../snapshot/register.ts'
import { registerState } from '../snapshot/state.ts'
import { CATALOGUE_FILE, catalogueText, type FileEntry } from './catalogue.ts'
import { CSV_HEADS, textFiles } from './part-files.ts'
import { NATIONAL_KINDS, nationalFile, PART_KINDS, partCodes, partFile } from './parts.ts'
import { writeSqliteFile } from './sqlite-file.ts'

/** Hosts take files of 25 MiB; above this a national file is given as `.gz`. */
const LARGEST = 20 << 20

/** A site that is being made. */
export interface DataFolder {
  folder: string
  write(file: string, bytes: Uint8Array | string): void
  remove(file: string): void
}

/** The bytes of a SQLite file, made beside the site's own files and taken away again. */
function sqliteBytes(site: DataFolder, snapshot: string, part: string | null): Buffer {
  const scratch = join(site.folder, `.register-${part ?? 'nation'}.sqlite`)
  try {
    writeSqliteFile(snapshot, scratch, part)
    return readFileSync(scratch)
  } finally {
    rmSync(scratch, { force: true })
  }
}

/** Writes the files of some parts (parts.ts). */
export function writeParts(site: DataFolder, snapshot: string, parts: readonly string[]): void {
  const register = openRegister(snapshot)
  try {
    for (const part of parts) {
      const texts = textFiles(register, part)
      for (const kind of PART_KINDS) {
        const bytes = kind === 'register.sqlite' ? sqliteBytes(site, snapshot, part) : texts[kind]
        site.write(partFile(part, kind), bytes)
      }
    }
  } finally {
    register.close()
  }
}

/** The national SQLite file cannot be put together from parts, and takes no second to write. */
export function writeNationalSqlite(site: DataFolder, snapshot: string): void {
  const bytes = gzipSync(sqliteBytes(site, snapshot, null), { level: 4 })
  site.write(nationalFile('register.sqlite.gz'), bytes)
}

function readParts(site: DataFolder, parts: readonly string[], kind: (typeof PART_KINDS)[number]): Buffer[] {
  return parts.map((part) => readFileSync(join(site.folder, partFile(part, kind))))
}

function writeNationalCsv(site: DataFolder, parts: readonly string[], kind: keyof typeof CSV_HEADS): void {
  const head = CSV_HEADS[kind]
  const bodies = readParts(site, parts, kind).map((bytes) => bytes.subarray(head.length))
  const bytes = Buffer.concat([head, ...bodies])
  const file = nationalFile(kind)
  const isLarge = bytes.length > LARGEST
  if (isLarge || !existsSync(join(site.folder, file))) site.remove(file)
  if (isLarge) site.write(`${file}.gz`, gzipSync(bytes, { level: 6 }))
  else site.write(file, bytes)
}

function fileEntry(site: DataFolder, file: string): FileEntry {
  const bytes = readFileSync(join(site.folder, file))
  return {
    address: `/${file}`,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

function writeCatalogue(site: DataFolder, register: Register, parts: readonly string[]): void {
  const { revision, changed_at, is_demonstration } = registerState(register)
  const nameOf = (code: string) =>
    register.row(z.object({ name: z.string() }), 'select name from divisions where code = ?', code).name
  const national = NATIONAL_KINDS.map(nationalFile).map((file) =>
    existsSync(join(site.folder, file)) ? file : `${file}.gz`,
  )
  const catalogue = {
    revision,
    changed_at,
    is_demonstration,
    nation: national.map((file) => fileEntry(site, file)),
    parts: parts.map((code) => ({
      code,
      name: nameOf(code),
      files: PART_KINDS.map((kind) => fileEntry(site, partFile(code, kind))),
    })),
  }
  site.write(CATALOGUE_FILE, catalogueText(catalogue))
}

/** Puts the national text files together from the parts, which all stand by now, and lists every file with its checksum. */
export function composeNation(site: DataFolder, snapshot: string): void {
  const register = openRegister(snapshot)
  try {
    const parts = partCodes(register)
    writeNationalCsv(site, parts, 'organizations.csv')
    writeNationalCsv(site, parts, 'accounts.csv')
    const members = readParts(site, parts, 'register.ndjson.gz')
    site.write(nationalFile('register.ndjson.gz'), Buffer.concat(members))
    writeCatalogue(site, register, parts)
  } finally {
    register.close()
  }
}
