import { createClient } from '@supabase/supabase-js'
import { z } from 'zod'
import { RegisterChange, RegisterState } from '#contracts/directory.ts'
import { columnsOf, RELATIONS, type RelationName, type Row } from './relations.ts'

/** PostgREST gives at most this many rows at once on a hosted project, and says nothing about the rest. */
const PAGE = 1000
/** Keys that one address carries. */
const KEYS = 150

export type Api = ReturnType<typeof connect>

export function connect(url: string, key: string) {
  return createClient(url, key, { auth: { persistSession: false, autoRefreshToken: false } })
}

/** A row as REST gave it, with the key that the next page starts after. */
const Keyed = z.record(z.string(), z.unknown())
const Key = z.union([z.string(), z.number()])
type Key = z.output<typeof Key>

function refuse(words: string, error: { message: string } | null): void {
  if (error !== null) throw new Error(`读取${words}失败：${error.message || '接口没有回应'}。网站保持原样。`)
}

async function readPage(api: Api, name: RelationName, after: Key | null) {
  const { key, words, newest } = RELATIONS[name]
  const ascending = newest === null
  const columns = columnsOf(name).join(',')
  const select = api.from(name).select(columns, after === null ? { count: 'exact' } : {})
  const query = after === null ? select : ascending ? select.gt(key, after) : select.lt(key, after)
  const { data, count, error } = await query.order(key, { ascending }).limit(PAGE)
  refuse(words, error)
  return { rows: z.array(Keyed).parse(data), count }
}

/** Holds rows to their contract. Throws a sentence that names the first column that breaks it. */
function parseRows<Name extends RelationName>(name: Name, rows: readonly unknown[]): Row<Name>[] {
  const { row, words } = RELATIONS[name]
  const schema: z.ZodType = row
  const parsed = z.array(schema).safeParse(rows)
  // The schema of a relation gives its rows: the type only says again what RELATIONS says.
  if (parsed.success) return parsed.data as Row<Name>[]
  const [issue] = parsed.error.issues
  throw new Error(`${words}里有一行不合约定（${issue?.path.join('.')}：${issue?.message}）。网站保持原样。`)
}

/**
 * All rows of a relation (or its newest, newest first), a page at a time, the next page being asked for while one is in hand.
 * Throws a sentence for people, also where fewer rows came than were counted.
 */
export async function* readPages<Name extends RelationName>(
  api: Api,
  name: Name,
): AsyncGenerator<Row<Name>[]> {
  const { key, words, newest } = RELATIONS[name]
  const limit = newest ?? Number.POSITIVE_INFINITY
  let read = 0
  let total: number | null = null
  for (let page = readPage(api, name, null), more = true; more; ) {
    const { rows, count } = await page
    total ??= count
    read += rows.length
    more = rows.length === PAGE && read < limit
    if (more) {
      page = readPage(api, name, Key.parse(rows.at(-1)?.[key]))
      // It is awaited at the next turn, unless this page is refused first.
      page.catch(() => {})
    }
    yield parseRows(name, rows)
  }
  if (read !== Math.min(total ?? -1, limit))
    throw new Error(`${words}应有 ${total} 行，只读到 ${read} 行。网站保持原样。`)
}

/** The rows of some keys; a key without a row is left out. */
export async function readRows<Name extends RelationName>(
  api: Api,
  name: Name,
  keys: readonly Key[],
): Promise<Row<Name>[]> {
  const { key, words } = RELATIONS[name]
  const found: Row<Name>[] = []
  for (let at = 0; at < keys.length; at += KEYS) {
    const { data, error } = await api
      .from(name)
      .select(columnsOf(name).join(','))
      .in(key, keys.slice(at, at + KEYS))
    refuse(words, error)
    found.push(...parseRows(name, z.array(Keyed).parse(data)))
  }
  return found
}

/** How many rows a visitor may read. */
export async function countRows(api: Api, name: RelationName): Promise<number> {
  const { key, words } = RELATIONS[name]
  // Never `*`: visitors may read the columns of the contract alone.
  const { count, error } = await api.from(name).select(key, { count: 'exact', head: true })
  refuse(words, error)
  return z.int().parse(count)
}

/** What changed after one revision up to another, or null where it is more than `limit` rows. */
export async function readChanges(
  api: Api,
  after: number,
  upTo: number,
  limit: number,
): Promise<RegisterChange[] | null> {
  const changes: RegisterChange[] = []
  for (let last = 0, more = true; more; ) {
    const { data, error } = await api
      .from('register_changes')
      .select('id,relation,row_key')
      .gt('revision', after)
      .lte('revision', upTo)
      .gt('id', last)
      .order('id')
      .limit(PAGE)
    refuse('变化记录', error)
    const page = z.array(RegisterChange).parse(data)
    changes.push(...page)
    if (changes.length > limit) return null
    last = page.at(-1)?.id ?? last
    more = page.length === PAGE
  }
  return changes
}

/** The events after one, oldest first. */
export async function readEventsAfter(api: Api, last: number): Promise<Row<'register_events'>[]> {
  const events: Row<'register_events'>[] = []
  for (let after = last, more = true; more; ) {
    const { data, error } = await api
      .from('register_events')
      .select(columnsOf('register_events').join(','))
      .gt('id', after)
      .order('id')
      .limit(PAGE)
    refuse(RELATIONS.register_events.words, error)
    const page = parseRows('register_events', z.array(Keyed).parse(data))
    events.push(...page)
    after = page.at(-1)?.id ?? after
    more = page.length === PAGE
  }
  return events
}

export async function readState(api: Api): Promise<RegisterState> {
  const { data, error } = await api
    .from('register_state')
    .select('revision,changed_at,is_demonstration')
    .single()
  refuse('名录版本', error)
  return RegisterState.parse(data)
}

/** The revision at which staff last said that the register is right to be so much smaller; null where they never did. */
export async function readBelievedLoss(api: Api): Promise<number | null> {
  const { data, error } = await api.from('register_state').select('believed_loss').single()
  refuse('名录版本', error)
  return z.object({ believed_loss: z.int().nullable() }).parse(data).believed_loss
}
