/** No parsed answer arrived; whether the call did is not known. */
export type Unreachable = { outcome: 'unreachable' }

/** A schema of zod, or what does as much of its work as is wanted here. */
export interface Parser<Value> {
  safeParse(value: unknown): { success: true; data: Value } | { success: false }
}

export type Post = (address: string, order: RequestInit) => Promise<Response>

export type FunctionCall = <Reply>(
  name: string,
  body: object,
  schema: Parser<Reply>,
) => Promise<Reply | Unreachable>

/** Posts to the edge functions under `address`; every status carries a body of the contract. */
export function createFunctionCall(address: string, publishableKey: string, post: Post): FunctionCall {
  return async (name, body, schema) => {
    try {
      const reply = await post(`${address}/functions/v1/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', apikey: publishableKey },
        body: JSON.stringify(body),
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      })
      const parsed = schema.safeParse(await reply.json())
      return parsed.success ? parsed.data : { outcome: 'unreachable' }
    } catch {
      return { outcome: 'unreachable' }
    }
  }
}
