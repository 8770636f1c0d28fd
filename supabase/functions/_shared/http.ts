/** A reply of one of the functions: the outcome says it all, the status says it to machines that read no body. */
export function reply(
  status: number,
  body: { readonly outcome: string; readonly reason?: string },
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } })
}

/** Headers by which a browser lets a page of this origin call a function and read its answer. */
export function corsHeaders(origin: string): Record<string, string> {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-allow-headers': 'authorization, x-client-info, apikey, content-type',
    'access-control-expose-headers': 'retry-after',
    'access-control-max-age': '600',
    vary: 'origin',
  }
}

type Body = { readonly kind: 'read'; readonly json: unknown } | { readonly kind: 'too_large' }

/** Reads a JSON body and stops at the limit, whatever `content-length` claims. `json` is undefined where it is none. */
export async function readJson(request: Request, limitBytes: number): Promise<Body> {
  const text = await readText(request, limitBytes)
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
