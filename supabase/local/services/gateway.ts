import type { Lite } from '../lite/server.ts'
import { type Listener, serveRequests } from '../process/listener.ts'
import type { Functions } from './functions.ts'

const exposed = 'Content-Range, Content-Location, Preference-Applied, X-Supabase-Api-Version, Sb-Error-Code'

/** What the hosted gateway lets a browser ask of auth and rest. Functions answer for themselves, there as here. */
function preflight(request: Request): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
      'Access-Control-Allow-Headers': request.headers.get('Access-Control-Request-Headers') ?? '*',
      'Access-Control-Max-Age': '3600',
    },
  })
}

function opened(response: Response): Response {
  const headers = new Headers(response.headers)
  headers.set('Access-Control-Allow-Origin', '*')
  headers.set('Access-Control-Expose-Headers', exposed)
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}

export interface GatewayParts {
  readonly lite: Lite
  readonly functions: Functions
  /** Whoever posts to it gets a build; it carries its key, as a host's build hook does. */
  readonly buildHookPath: string
  /** Starts a build of the site and does not wait for it. */
  startBuild(): void
}

/** The one address of the project's API: /auth/v1, /rest/v1 and /functions/v1, as on hosted Supabase. */
export function startGateway(port: number, parts: GatewayParts): Promise<Listener> {
  return serveRequests(port, async (request, address) => {
    const { pathname } = new URL(request.url)
    const [, room, version, name] = pathname.split('/')
    if (version === 'v1' && room === 'functions' && name) return parts.functions.fetch(name, request, address)
    if (version === 'v1' && (room === 'auth' || room === 'rest')) {
      return request.method === 'OPTIONS' ? preflight(request) : opened(await parts.lite.fetch(request))
    }
    if (pathname === parts.buildHookPath && request.method === 'POST') {
      parts.startBuild()
      return new Response(null, { status: 202 })
    }
    return Response.json({ message: 'no Route matched with those values' }, { status: 404 })
  })
}
