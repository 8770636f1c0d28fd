const verifyPath = '/auth/v1/verify'

/** Mend 6. supabase-js asks to verify an `email` code; Lite knows that code under its older name. */
export async function mendRequest(request: Request): Promise<Request> {
  if (request.method !== 'POST' || new URL(request.url).pathname !== verifyPath) return request
  const text = await request.text()
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  const body = text.replace(/"type"\s*:\s*"email"/, '"type":"magiclink"')
  return new Request(request.url, { method: 'POST', headers, body })
}

/** Mend 9. Lite's system routes tell the database's password to whoever asks. */
export function isClosed(pathname: string): boolean {
  return !/^\/(?:auth|rest)\/v1(?:\/|$)/.test(pathname)
}
