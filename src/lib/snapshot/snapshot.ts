import { rmSync } from 'node:fs'
import type { RegisterState } from '#contracts/directory.ts'
import { RELATION_NAMES, type RelationName } from './relations.ts'
import { type Api, connect, readBelievedLoss, readPages, readState } from './rest.ts'
import { createSnapshot, type SnapshotDraft } from './snapshot-file.ts'
import { refuseUnsound } from './soundness.ts'

/** How often a register that changed while it was read is read again. */
const ATTEMPTS = 4

export interface SnapshotOrder {
  url: string
  /** The publishable key: what this snapshot can hold, any visitor may read. */
  key: string
  /** Where the snapshot is written; what stands there is replaced. */
  file: string
  /** The snapshot of the last publication, which this one is held against; null where there is none. */
  last: string | null
}

async function readRelation(api: Api, name: RelationName, draft: SnapshotDraft): Promise<void> {
  for await (const rows of readPages(api, name)) draft.put(name, rows)
}

/** Reads everything once, and keeps it where the register is still at the revision that it had before. Returns what it is at. */
async function readOnce(api: Api, file: string, before: RegisterState): Promise<RegisterState> {
  const draft = createSnapshot(file)
  try {
    await Promise.all(RELATION_NAMES.map((name) => readRelation(api, name, draft)))
    const after = await readState(api)
    if (after.revision === before.revision) draft.finish({ ...after, taken_at: new Date().toISOString() })
    return after
  } finally {
    draft.close()
  }
}

/**
 * Reads all that a visitor may read into one SQLite file, page by page, so that its size costs no memory. Throws a sentence
 * for people, and leaves no file, where the read is short, the register keeps changing, a row breaks its contract or points
 * nowhere, or more rows are gone than is believed.
 */
export async function takeSnapshot({ url, key, file, last }: SnapshotOrder): Promise<void> {
  const api = connect(url, key)
  try {
    let before = await readState(api)
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const after = await readOnce(api, file, before)
      if (after.revision === before.revision) {
        await refuseUnsound(file, last, () => readBelievedLoss(api))
        return
      }
      before = after
    }
    throw new Error(
      `名录一直在变化，读了 ${ATTEMPTS} 次都没有读到一致的内容。网站保持原样，下次变化时会再试。`,
    )
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  }
}
