import type { z } from 'zod'
import { createDatabase, type Database } from './database/database.ts'
import type { Guarded } from './doors.ts'
import { Environment, readEnvironment } from './env.ts'
import { type Log, writeLog } from './log.ts'
import type { PageDoor } from './page-function.ts'

type Variable = keyof typeof Environment.shape

/** What every function reaches the database with, and what it takes for a page of the site. */
const COMMON = ['SUPABASE_URL', 'SUPABASE_SECRET_KEY', 'SITE_URL', 'SITE_ORIGINS', 'CLIENT_HOPS'] as const

/** What a function stands on: its variables, parsed, the calls of the database, the door for pages, and the log. */
export interface Wiring<Named extends Variable> {
  readonly environment: Pick<z.output<typeof Environment>, Named | (typeof COMMON)[number]>
  readonly database: Database
  readonly door: PageDoor
  readonly log: Log
}

/**
 * Serves a function, which stands behind one of the doors of `doors.ts` or does not compile. `variables` are those it needs beside the
 * common ones.
 * @throws Error at the start, where one of them is missing or wrong
 */
export function serve<Named extends Variable>(
  variables: readonly Named[],
  createHandler: (wiring: Wiring<Named>) => Guarded,
): void {
  const picked = Object.fromEntries([...COMMON, ...variables].map((name) => [name, true] as const))
  const environment: Wiring<Named>['environment'] = readEnvironment(
    Environment.pick(picked as Record<Variable, true>),
    Deno.env.toObject(),
  )
  const database = createDatabase({
    url: environment.SUPABASE_URL,
    secretKey: environment.SUPABASE_SECRET_KEY,
  })
  const door: PageDoor = {
    origins: [environment.SITE_URL, ...(environment.SITE_ORIGINS ?? [])].map(
      (address) => new URL(address).origin,
    ),
    hops: environment.CLIENT_HOPS ?? 1,
  }
  Deno.serve(createHandler({ environment, database, door, log: writeLog }))
}
