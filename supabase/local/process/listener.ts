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

/** The same for a handler of Node's own kind. */
export function serveNode(port: number, answer: RequestListener): Promise<Listener> {
  return listen(createServer(answer), port)
}
