import { createServer, type RequestListener, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'

export interface Listener {
  readonly port: number
  readonly url: string
  close(): Promise<void>
}

async function listen(server: Server, port: number): Promise<Listener> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What this machine calls itself. A page elsewhere whose name was pointed at it asks under that name, and gets no answer. */
const OWN_NAMES = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i

/**
 * Whether a request that changes something comes from a page of another address. Browsers name the origin of everything that is
 * neither GET nor HEAD; a program names none.
 */
export function isFromAnotherPage(request: Request): boolean {
  const origin = request.headers.get('origin')
  return (
    !['GET', 'HEAD'].includes(request.method) && origin !== null && origin !== new URL(request.url).origin
  )
}

/** `address` is the caller's, as the socket knows it. */
export type RequestHandler = (request: Request, address: string) => Response | Promise<Response>

/** Serves a web-standard handler on 127.0.0.1 and nowhere else. */
export function serveRequests(port: number, answer: RequestHandler): Promise<Listener> {
  return serveNode(port, (incoming, outgoing) => {
    const address = incoming.socket.remoteAddress ?? '127.0.0.1'
    const handle = getRequestListener((request) => answer(request, address), { overrideGlobalObjects: false })
    return handle(incoming, outgoing)
  })
}

/** The same for a handler of Node's own kind. Both answer only who asks under a name of this machine. */
export function serveNode(port: number, answer: RequestListener): Promise<Listener> {
  return listen(
    createServer((request, response) => {
      if (OWN_NAMES.test(request.headers.host ?? '')) return answer(request, response)
      response.writeHead(421, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
      response.end('This trial answers to 127.0.0.1 and localhost alone.\n')
    }),
    port,
  )
}
