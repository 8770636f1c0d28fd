import { createClient } from '@supabase/supabase-js'
import { z } from 'zod'

/** A call that the database refused, or whose answer is not what it should be. */
export class DatabaseError extends Error {
  override name = 'DatabaseError'
  readonly call: string
  /** SQLSTATE, PostgREST's code, `unreachable` or `unexpected_answer`. */
  readonly code: string

  constructor(call: string, code: string) {
    super(`${call}: ${code}`)
    this.call = call
    this.code = code
  }
}

/** An id as the API writes it: bigint as a number, uuid as text. */
export const Id = z.union([z.string(), z.int()]).transform(String)

/** One call of a function of the database, its answer parsed. @throws DatabaseError */
export type Call = <Answer extends z.ZodType>(
  name: string,
  parameters: Record<string, unknown>,
  answer: Answer,
) => Promise<z.output<Answer>>

/** Calls under the secret key: the service role, which may execute some functions and read no table. */
export function createCall(options: { url: string; secretKey: string }): Call {
  const client = createClient(options.url, options.secretKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  })
  return async (name, parameters, answer) => {
    const { data, error } = await client.rpc(name, parameters)
    if (error) throw new DatabaseError(name, error.code || 'unreachable')
    const parsed = answer.safeParse(data)
    if (!parsed.success) throw new DatabaseError(name, 'unexpected_answer')
    return parsed.data
  }
}
