import { renameSync, rmSync } from 'node:fs'
import type { RegisterState } from '#contracts/directory.ts'
import { refuseDrop } from './drop.ts'
import { RELATIONS, type Relations } from './relations.ts'
import { type Api, connect, readAll, readState } from './rest.ts'
import { writeSnapshotFile } from './snapshot-file.ts'

/** How often a register that changed while it was read is read again. */
const ATTEMPTS = 4

export interface SnapshotOrder {
  url: string
  /** The publishable key: what this snapshot can hold, any visitor may read. */
  key: string
  file: string
  /** Share of the last snapshot's rows that a relation may lose, 0 to 1. */
  maxDrop: number
}

async function readRelations(api: Api): Promise<Relations> {
  const [divisions, platforms, organizations, accounts, announcements] = await Promise.all([
    readAll(api, 'divisions', RELATIONS.divisions.row),
    readAll(api, 'platforms', RELATIONS.platforms.row),
    readAll(api, 'organizations', RELATIONS.organizations.row),
    readAll(api, 'accounts', RELATIONS.accounts.row),
    readAll(api, 'announcements', RELATIONS.announcements.row),
  ])
  return { divisions, platforms, organizations, accounts, announcements }
}

async function readUnchanged(api: Api): Promise<{ relations: Relations; state: RegisterState }> {
  let before = await readState(api)
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const relations = await readRelations(api)
    const after = await readState(api)
    if (after.revision === before.revision) return { relations, state: after }
    before = after
  }
  throw new Error(`名录一直在变化，读了 ${ATTEMPTS} 次都没有读到一致的内容。网站保持原样，下次变化时会再试。`)
}

/** Every code that a row points to stands in the snapshot; RLS hides no part of the tree. */
function refuseLooseEnds({ divisions, platforms, organizations, accounts, announcements }: Relations): void {
  const places = new Set(divisions.map((division) => division.code))
  const codes = new Set(organizations.map((organization) => organization.code))
  const ids = new Set(platforms.map((platform) => platform.id))
  const loose = [
    ...organizations
      .filter(({ division_code }) => !places.has(division_code))
      .map(({ code }) => `组织 ${code}`),
    ...organizations
      .filter(({ path }) => path.split('.').some((step) => !codes.has(step)))
      .map(({ code }) => `组织 ${code}`),
    ...accounts
      .filter((row) => !codes.has(row.organization_code) || !ids.has(row.platform))
      .map(({ id }) => `账号 ${id}`),
    ...announcements.filter(({ issuer_code }) => !codes.has(issuer_code)).map(({ slug }) => `公告 ${slug}`),
  ]
  if (loose.length > 0)
    throw new Error(`有 ${loose.length} 行指向没有读到的地区、组织或平台，例如${loose[0]}。网站保持原样。`)
}

/**
 * Reads all that a visitor may read and writes it as one SQLite file, beside it first and renamed when whole.
 * Throws a sentence for people, and leaves the last file untouched, where the read is short, the register keeps changing, a row
 * breaks its contract, or a relation lost more than `maxDrop` of its rows.
 */
export async function takeSnapshot(order: SnapshotOrder): Promise<void> {
  const { relations, state } = await readUnchanged(connect(order.url, order.key))
  refuseLooseEnds(relations)
  refuseDrop(order.file, relations, order.maxDrop)
  const draft = `${order.file}.${process.pid}`
  try {
    writeSnapshotFile(draft, relations, { ...state, taken_at: new Date().toISOString() })
    renameSync(draft, order.file)
  } finally {
    rmSync(draft, { force: true })
  }
}
