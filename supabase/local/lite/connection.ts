import { createPostgresConnection, type PostgresConnection } from '@supabase/lite/postgres'
import { printCodesAlone, toReply } from './errors.ts'
import { sessionContext } from './session-context.ts'

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Mend 3. Lite has often turned a value into JSON already; the driver must not do it again. */
function serializeJson(value: unknown): string {
  return typeof value === 'string' && isJson(value) ? value : JSON.stringify(value)
}

/** Mend 5. `2026-11-22 11:09:06+00` as PostgREST says it: `2026-11-22T11:09:06+00:00`. `infinity` stays. */
function parseTimestamp(text: string): string {
  return text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
}

function serializeTimestamp(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value)
}

const parseJson = (text: string): unknown => JSON.parse(text)

/** The mended types, one for each PostgreSQL type number. */
const types = {
  json: { to: 114, from: [114], serialize: serializeJson, parse: parseJson },
  jsonb: { to: 3802, from: [3802], serialize: serializeJson, parse: parseJson },
  timestamp: { to: 1114, from: [1114], serialize: serializeTimestamp, parse: parseTimestamp },
  timestamptz: { to: 1184, from: [1184], serialize: serializeTimestamp, parse: parseTimestamp },
}

/** Lite's connection to PostgreSQL with mends 1, 3, 4, 5 and 14. The caller closes it. */
export function createMendedConnection(url: string, connections: number): PostgresConnection {
  const connection = createPostgresConnection({
    url,
    postgresOptions: { max: connections, onnotice: () => {}, types },
  })
  // Mend 1. Else the first request would grant everything on every table to anon; bootstrap.sql made the roles (mend 2).
  Object.assign(connection, { rlsState: 'active' }, sessionContext)
  connection.normalizeDbError = toReply
  printCodesAlone()
  return connection
}
