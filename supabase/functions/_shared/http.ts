/** A reply of one of the functions: the outcome says it all, the status says it to machines that read no body. */
export function reply(
  status: number,
  body: { readonly outcome: string },
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } })
}

/** Headers by which the site's own pages, and no others, may call a function from a browser. */
export function corsHeaders(siteUrl: string): Record<string, string> {
  return {
    'access-control-allow-origin': new URL(siteUrl).origin,
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-allow-headers': 'authorization, x-client-info, apikey, content-type',
    'access-control-expose-headers': 'retry-after',
    'access-control-max-age': '600',
    vary: 'origin',
  }
}

/** The largest body a browser may post here; the longest honest one has about 400 bytes. */
const BODY_LIMIT_BYTES = 4096

type Body = { readonly kind: 'read'; readonly json: unknown } | { readonly kind: 'too_large' }

/** Reads a JSON body and stops at the limit, whatever `content-length` claims. `json` is undefined where it is none. */
export async function readJson(request: Request): Promise<Body> {
  const text = await readText(request, BODY_LIMIT_BYTES)
  if (text === null) return { kind: 'too_large' }
  try {
    return { kind: 'read', json: JSON.parse(text) }
  } catch {
    return { kind: 'read', json: undefined }
  }
}

/** The body as it came; null where it is longer than the limit. */
export async function readText(request: Request, limitBytes: number): Promise<string | null> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > limitBytes) return null
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/**
 * The first hop as the gateway in front of the functions writes it. A client may forge it; against a 256-bit token that wins
 * nothing, and what else is counted by it has a limit for everybody beside.
 */
export function clientAddress(request: Request): string {
  return request.headers.get('x-forwarded-for')?.split(',')[0]?.trim() || 'unknown'
}
