import { copyFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import type { RegisterState } from '#contracts/directory.ts'
import { openRegister } from './register.ts'
import { RELATIONS, type Row } from './relations.ts'
import {
  type Api,
  connect,
  countRows,
  readBelievedLoss,
  readChanges,
  readEventsAfter,
  readPages,
  readRows,
  readState,
} from './rest.ts'
import type { SnapshotOrder } from './snapshot.ts'
import { reviseSnapshot, type SnapshotDraft } from './snapshot-file.ts'
import { refuseUnsound } from './soundness.ts'
import { registerState } from './state.ts'

/** More changed rows than this are read faster as a whole. */
const FEW = 2000
const Id = z.object({ id: z.int() })
const Slug = z.object({ slug: z.string() })

/** What the last snapshot knows, and what a revision of it starts from. */
interface Base {
  revision: number
  lastEvent: number
  slugs: string[]
}

function baseOf(file: string): Base {
  const register = openRegister(file)
  try {
    const { revision } = registerState(register)
    const [event] = register.rows(Id, 'select id from register_events order by id desc limit 1')
    const slugs = register.rows(Slug, 'select slug from announcements').map(({ slug }) => slug)
    return { revision, lastEvent: event?.id ?? 0, slugs }
  } finally {
    register.close()
  }
}

/** Puts the rows of some keys in place. False where a row is gone: an organization that goes takes more with it than its row. */
async function revise(
  api: Api,
  draft: SnapshotDraft,
  name: 'organizations' | 'accounts',
  keys: readonly string[],
): Promise<boolean> {
  const key = RELATIONS[name].key
  const rows = await readRows(api, name, [...new Set(keys)])
  draft.put(name, rows)
  const found = new Set(
    rows.map((row) => String(Object.entries(row).find(([column]) => column === key)?.[1])),
  )
  const gone = keys.filter((each) => !found.has(each))
  draft.remove(name, name === 'accounts' ? gone.map(Number) : gone)
  return name === 'accounts' || gone.length === 0
}

/** What is due or withdrawn leaves no key in the log, so the notices are read whole: there are few. */
async function reviseAnnouncements(api: Api, draft: SnapshotDraft, slugs: readonly string[]): Promise<void> {
  const kept = new Set<string>()
  for await (const rows of readPages(api, 'announcements')) {
    draft.put('announcements', rows)
    for (const { slug } of rows) kept.add(slug)
  }
  draft.remove(
    'announcements',
    slugs.filter((slug) => !kept.has(slug)),
  )
}

function reviseEvents(draft: SnapshotDraft, events: readonly Row<'register_events'>[], file: string): void {
  draft.put('register_events', events)
  const surplus = draft.count('register_events') - RELATIONS.register_events.newest
  if (surplus <= 0) return
  const register = openRegister(file)
  const oldest = register.rows(Id, 'select id from register_events order by id limit ?', surplus)
  register.close()
  draft.remove(
    'register_events',
    oldest.map(({ id }) => id),
  )
}

/** Whether the draft now holds as many rows as a visitor can count. */
async function isWhole(api: Api, draft: SnapshotDraft): Promise<boolean> {
  for (const name of ['divisions', 'platforms', 'organizations', 'accounts'] as const)
    if (draft.count(name) !== (await countRows(api, name))) return false
  return true
}

async function bringUpToDate(
  api: Api,
  draft: SnapshotDraft,
  base: Base,
  state: RegisterState,
  last: string,
): Promise<boolean> {
  const changes = await readChanges(api, base.revision, state.revision, FEW)
  if (
    changes === null ||
    changes.some(({ relation }) => relation === 'divisions' || relation === 'platforms')
  )
    return false
  const keysOf = (name: string) =>
    changes.filter(({ relation }) => relation === name).map((each) => each.row_key)
  if (!(await revise(api, draft, 'organizations', keysOf('organizations')))) return false
  await revise(api, draft, 'accounts', keysOf('accounts'))
  await reviseAnnouncements(api, draft, base.slugs)
  reviseEvents(draft, await readEventsAfter(api, base.lastEvent), last)
  return isWhole(api, draft)
}

/**
 * Reads what changed since the last snapshot and writes the new one: a copy of the last with those rows in place. Returns
 * false, and leaves no file, where that cannot be told or done (more changed than is read row by row, the register is another
 * or older, it changed meanwhile, a count differs); a whole snapshot then settles it. Throws a sentence as `takeSnapshot` does.
 */
export async function reviseLastSnapshot(order: SnapshotOrder & { last: string }): Promise<boolean> {
  const { url, key, file, last } = order
  const api = connect(url, key)
  const base = baseOf(last)
  let isDone = false
  copyFileSync(last, file)
  const draft = reviseSnapshot(file)
  try {
    const state = await readState(api)
    if (state.revision < base.revision) return false
    if (!(await bringUpToDate(api, draft, base, state, last))) return false
    if ((await readState(api)).revision !== state.revision) return false
    draft.finish({ ...state, taken_at: new Date().toISOString() })
    await refuseUnsound(file, last, () => readBelievedLoss(api))
    isDone = true
    return true
  } finally {
    draft.close()
    if (!isDone) rmSync(file, { force: true })
  }
}
