import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openRegister } from '../snapshot/register.ts'
import { keysOf, knownHandle, verifyEntries } from './entries.ts'
import type { LookAlikeEntry, VerifyEntry } from './entry.ts'
import { allLookAlikeFiles, allShardFiles, lookAlikeFile, shardFile } from './keys.ts'

/** A site that is being made. */
export interface VerifyFolder {
  folder: string
  write(file: string, text: string): void
}

/** What has changed since the last site, into whose copy the change is laid. */
export interface SiteChange {
  /** Snapshot of the last site. */
  before: string
  /** Organizations of which anything differs, or whose accounts do. */
  owners: readonly string[]
}

/** A row of a file as it is written: the whole country is held as text, which is a third of it as objects. */
interface Line {
  id: number
  text: string
}

type Files = Map<string, Line[]>

/** One row a line, by account, so that a change is a few lines. */
function textOf(lines: readonly Line[]): string {
  return `[${lines.map(({ text }) => `\n${text}`).join(',')}\n]\n`
}

function add(files: Files, file: string, line: Line): void {
  const lines = files.get(file)
  if (lines === undefined) files.set(file, [line])
  else lines.push(line)
}

function fileEntries(entries: Iterable<VerifyEntry>): { shards: Files; near: Files } {
  const shards: Files = new Map()
  const near: Files = new Map()
  for (const entry of entries) {
    const { id, owner, platform } = entry
    const line = { id, text: JSON.stringify(entry) }
    for (const file of new Set(keysOf(entry).map(shardFile))) add(shards, file, line)
    const handle = knownHandle(entry)
    if (handle === null) continue
    const row: LookAlikeEntry = [id, owner, platform, handle]
    add(near, lookAlikeFile(platform, handle.length), { id, text: JSON.stringify(row) })
  }
  return { shards, near }
}

function filesOf(snapshot: string, owners: readonly string[] | null): { shards: Files; near: Files } {
  const register = openRegister(snapshot)
  try {
    return fileEntries(verifyEntries(register, owners))
  } finally {
    register.close()
  }
}

function writeAll(site: VerifyFolder, names: readonly string[], files: Files): void {
  for (const file of names) site.write(file, textOf(files.get(file) ?? []))
}

/** Takes the rows of the changed organizations out of the files that they were in, and puts those of today in. */
function patch<Row>(
  site: VerifyFolder,
  was: Files,
  now: Files,
  idOf: (row: Row) => number,
  isKept: (row: Row) => boolean,
): void {
  for (const file of new Set([...was.keys(), ...now.keys()])) {
    const rows: Row[] = JSON.parse(readFileSync(join(site.folder, file), 'utf8'))
    const kept = rows.filter(isKept).map((row) => ({ id: idOf(row), text: JSON.stringify(row) }))
    const lines = [...kept, ...(now.get(file) ?? [])]
    site.write(file, textOf(lines.sort((one, other) => one.id - other.id)))
  }
}

/** Writes the files that /verify asks: all of them, or only those that a change touches. */
export function writeVerifyFiles(site: VerifyFolder, snapshot: string, change: SiteChange | null): void {
  const [first = ''] = allShardFiles()
  if (change === null || !existsSync(join(site.folder, first))) {
    const { shards, near } = filesOf(snapshot, null)
    writeAll(site, allShardFiles(), shards)
    writeAll(site, allLookAlikeFiles(), near)
    return
  }
  const owners = new Set(change.owners)
  const was = filesOf(change.before, change.owners)
  const now = filesOf(snapshot, change.owners)
  patch<VerifyEntry>(
    site,
    was.shards,
    now.shards,
    ({ id }) => id,
    ({ owner }) => !owners.has(owner),
  )
  patch<LookAlikeEntry>(
    site,
    was.near,
    now.near,
    ([id]) => id,
    ([, owner]) => !owners.has(owner),
  )
}
