import type { SupabaseClient } from '@supabase/supabase-js'
import type { z } from 'zod'
import { type Reply, readReply } from './reply.ts'

/** Calls a function of the database as whoever is signed in, and parses what it answers. */
export type DatabaseCall = <Value>(
  name: string,
  args: object,
  schema: z.ZodType<Value>,
) => Promise<Reply<Value>>

export function createDatabaseCall(connect: () => Promise<SupabaseClient>): DatabaseCall {
  return async (name, args, schema) => {
    const client = await connect().catch(() => null)
    if (client === null) return { outcome: 'unreachable' }
    return readReply(await client.rpc(name, args), schema)
  }
}
