import { type QueryExecutorProvider, sql } from 'kysely'

/** Who asks, as Lite hands it to its connection. */
interface Caller {
  readonly auth?: { readonly role?: string; readonly uid?: unknown; readonly jwt?: unknown }
  readonly storage?: { readonly operation?: unknown }
}

interface RpcRequest {
  readonly method: string
  readonly path: string
  readonly requestHeaders?: unknown
}

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

/**
 * Mend 14. Lite tells the database who asks, and what, in eleven statements of one setting each: eleven round trips before the
 * call itself, two thirds of a small call's time. The same settings go in two statements; `role` is the last of its own, so
 * that the others are made by a role that may.
 */
export const sessionContext = {
  async applyJwtSessionContext(executor: QueryExecutorProvider, caller: Caller): Promise<void> {
    const role = caller.auth?.role || 'anon'
    const claims = caller.auth?.jwt
    await sql`select
      set_config('request.jwt.claim.sub', ${textOf(caller.auth?.uid)}, true),
      set_config('request.jwt.claim.role', ${role}, true),
      set_config('storage.operation', ${textOf(caller.storage?.operation)}, true),
      set_config('request.jwt.claims', ${typeof claims === 'object' && claims !== null ? JSON.stringify(claims) : ''}, true),
      set_config('role', ${role}, true)`.execute(executor)
  },

  async applyRpcRequestGucs(executor: QueryExecutorProvider, request: RpcRequest): Promise<void> {
    await sql`select
      set_config('response.status', '', true),
      set_config('response.headers', '', true),
      set_config('request.method', ${request.method}, true),
      set_config('request.path', ${request.path}, true),
      set_config('request.headers', ${JSON.stringify(request.requestHeaders ?? {})}, true)`.execute(executor)
  },
}
