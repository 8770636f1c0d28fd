import { createClient } from '@supabase/supabase-js'
import { z } from 'zod'
import { RegisterState } from '#contracts/directory.ts'
import { RELATIONS, type RelationName } from './relations.ts'
import { columnsOf } from './snapshot-file.ts'

/** PostgREST gives at most this many rows at once on a hosted project, and says nothing about the rest. */
const PAGE = 1000

const NAMES = {
  divisions: '地区',
  platforms: '平台',
  organizations: '组织',
  accounts: '账号',
  announcements: '公告',
} as const satisfies Record<RelationName, string>

export type Api = ReturnType<typeof connect>

export function connect(url: string, key: string) {
  return createClient(url, key, { auth: { persistSession: false, autoRefreshToken: false } })
}

/** A row as REST gave it, with the key that the next page starts after. */
const Keyed = z.record(z.string(), z.unknown())
const Key = z.union([z.string(), z.number()])

async function readPage(api: Api, name: RelationName, after: string | number | null) {
  const { key } = RELATIONS[name]
  const columns = columnsOf(name).join(',')
  const query =
    after === null
      ? api.from(name).select(columns, { count: 'exact' })
      : api.from(name).select(columns).gt(key, after)
  const { data, count, error } = await query.order(key).limit(PAGE)
  if (error !== null)
    throw new Error(`读取${NAMES[name]}失败：${error.message || '接口没有回应'}。网站保持原样。`)
  return { rows: z.array(Keyed).parse(data), count }
}

async function readRaw(api: Api, name: RelationName): Promise<unknown[]> {
  const first = await readPage(api, name, null)
  const all = first.rows
  let { rows } = first
  while (rows.length === PAGE) {
    const last = Key.parse(rows.at(-1)?.[RELATIONS[name].key])
    rows = (await readPage(api, name, last)).rows
    all.push(...rows)
  }
  if (all.length !== first.count)
    throw new Error(`${NAMES[name]}应有 ${first.count} 行，只读到 ${all.length} 行。网站保持原样。`)
  return all
}

/** All rows of a relation in the order of their key, each held to its contract `row`. Throws a sentence for people. */
export async function readAll<Row>(api: Api, name: RelationName, row: z.ZodType<Row>): Promise<Row[]> {
  const parsed = z.array(row).safeParse(await readRaw(api, name))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(
    `${NAMES[name]}里有一行不合约定（${issue?.path.join('.')}：${issue?.message}）。网站保持原样。`,
  )
}

export async function readState(api: Api): Promise<RegisterState> {
  const { data, error } = await api
    .from('register_state')
    .select('revision,changed_at,is_demonstration')
    .single()
  if (error !== null) throw new Error(`读取名录版本失败：${error.message || '接口没有回应'}。网站保持原样。`)
  return RegisterState.parse(data)
}
