import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openRegister } from '../directory/register.ts'
import { keysOf, knownHandle, verifyEntries } from './entries.ts'
import type { NearEntry, VerifyEntry } from './entry.ts'
import { allNearFiles, allShardFiles, nearFile, shardFile } from './keys.ts'

/** A site that is being made. */
export interface Site {
  folder: string
  write(file: string, text: string): void
}

/** What has changed since the last site, into whose copy the change is laid. */
export interface Change {
  /** Snapshot of the last site. */
  before: string
  /** Organizations of which anything differs, or whose accounts do. */
  owners: readonly string[]
}

type Files<Row> = Map<string, Row[]>

/** One row a line, by account, so that a change is a few lines. */
function textOf(rows: readonly unknown[]): string {
  return `[${rows.map((row) => `\n${JSON.stringify(row)}`).join(',')}\n]\n`
}

function add<Row>(files: Files<Row>, file: string, row: Row): void {
  const rows = files.get(file)
  if (rows === undefined) files.set(file, [row])
  else rows.push(row)
}

function fileEntries(entries: readonly VerifyEntry[]): {
  shards: Files<VerifyEntry>
  near: Files<NearEntry>
} {
  const shards: Files<VerifyEntry> = new Map()
  const near: Files<NearEntry> = new Map()
  for (const entry of entries) {
    for (const file of new Set(keysOf(entry).map(shardFile))) add(shards, file, entry)
    const handle = knownHandle(entry)
    if (handle !== null)
      add(near, nearFile(entry.platform, handle.length), [entry.id, entry.owner, entry.platform, handle])
  }
  return { shards, near }
}

function entriesOf(snapshot: string, owners: readonly string[] | null): VerifyEntry[] {
  const register = openRegister(snapshot)
  try {
    return verifyEntries(register, owners)
  } finally {
    register.close()
  }
}

function writeAll<Row>(site: Site, names: readonly string[], files: Files<Row>): void {
  for (const file of names) site.write(file, textOf(files.get(file) ?? []))
}

/** Takes the rows of the changed organizations out of the files that they were in, and puts those of today in. */
function patch<Row>(
  site: Site,
  was: Files<Row>,
  now: Files<Row>,
  idOf: (row: Row) => number,
  isKept: (row: Row) => boolean,
): void {
  for (const file of new Set([...was.keys(), ...now.keys()])) {
    const rows: Row[] = JSON.parse(readFileSync(join(site.folder, file), 'utf8'))
    const next = [...rows.filter(isKept), ...(now.get(file) ?? [])]
    site.write(file, textOf(next.sort((one, other) => idOf(one) - idOf(other))))
  }
}

/** Writes the files that /verify asks: all of them, or only those that a change touches. */
export function writeVerifyFiles(site: Site, snapshot: string, change: Change | null): void {
  const [first = ''] = allShardFiles()
  if (change === null || !existsSync(join(site.folder, first))) {
    const { shards, near } = fileEntries(entriesOf(snapshot, null))
    writeAll(site, allShardFiles(), shards)
    writeAll(site, allNearFiles(), near)
    return
  }
  const owners = new Set(change.owners)
  const was = fileEntries(entriesOf(change.before, change.owners))
  const now = fileEntries(entriesOf(snapshot, change.owners))
  patch(
    site,
    was.shards,
    now.shards,
    ({ id }) => id,
    ({ owner }) => !owners.has(owner),
  )
  patch(
    site,
    was.near,
    now.near,
    ([id]) => id,
    ([, owner]) => !owners.has(owner),
  )
}
