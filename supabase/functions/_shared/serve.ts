import type { z } from 'zod'
import { createDatabase, type Database } from './database/database.ts'
import { Environment, readEnvironment } from './env.ts'
import { type Log, writeLog } from './log.ts'

type Variable = keyof typeof Environment.shape
type Handler = (request: Request) => Promise<Response>

/** What every function reaches the database with. */
const DATABASE = ['SUPABASE_URL', 'SUPABASE_SECRET_KEY'] as const

/** What a function stands on: its variables, parsed, the calls of the database, and the log. */
export interface Wiring<Named extends Variable> {
  readonly environment: Pick<z.output<typeof Environment>, Named | (typeof DATABASE)[number]>
  readonly database: Database
  readonly log: Log
}

/**
 * Serves a function. `variables` are those it needs beside the database's.
 * @throws Error at the start, where one of them is missing or wrong
 */
export function serve<Named extends Variable>(
  variables: readonly Named[],
  createHandler: (wiring: Wiring<Named>) => Handler,
): void {
  const picked = Object.fromEntries([...DATABASE, ...variables].map((name) => [name, true] as const))
  const environment: Wiring<Named>['environment'] = readEnvironment(
    Environment.pick(picked as Record<Variable, true>),
    Deno.env.toObject(),
  )
  const database = createDatabase({
    url: environment.SUPABASE_URL,
    secretKey: environment.SUPABASE_SECRET_KEY,
  })
  Deno.serve(createHandler({ environment, database, log: writeLog }))
}
