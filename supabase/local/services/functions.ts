import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { platform } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Children } from '../process/children.ts'
import { CommandError, errorText } from '../process/command-error.ts'
import { quietEnvironment } from '../process/quiet.ts'
import { freePort } from '../settings/ports.ts'

export interface FunctionsOptions {
  /** Where supabase/functions is found. */
  readonly projectFolder: string
  /** Deno's own cache. */
  readonly cacheFolder: string
  readonly children: Children
  /** What the functions read of their environment; asked when a function starts. */
  environment(): Promise<Readonly<Record<string, string>>>
  /** Receives every line that a function prints. */
  log(line: string): void
}

export interface Functions {
  /** Hands a request to the function, which is started when this is the first or the last one died. */
  fetch(name: string, request: Request, address: string): Promise<Response>
}

const startLimitMilliseconds = 20_000

function denoBinary(): string {
  const folder = dirname(createRequire(import.meta.url).resolve('deno/package.json'))
  const binary = join(folder, platform() === 'win32' ? 'deno.exe' : 'deno')
  if (!existsSync(binary)) {
    throw new CommandError(
      'Deno was not installed because its install script did not run: npm ci, with scripts allowed.',
    )
  }
  return binary
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

function forward(stream: Readable | null, line: (text: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', line)
}

/** The request as hosted Supabase hands it on: the path begins with the function's name, and the caller's address is added to what it claims. */
function readdress(request: Request, port: number, name: string, address: string): Request {
  const { pathname, search } = new URL(request.url)
  const headers = new Headers(request.headers)
  // What comes back is passed on as it is, so it must not come back compressed.
  headers.delete('accept-encoding')
  headers.append('x-forwarded-for', address)
  const rest = pathname.slice(`/functions/v1/${name}`.length)
  // Undici wants to be told that a streamed body is sent before the answer is read; the DOM's types do not know it.
  const init: RequestInit & { duplex: 'half' } = {
    method: request.method,
    headers,
    body: request.body,
    redirect: 'manual',
    duplex: 'half',
  }
  return new Request(`http://127.0.0.1:${port}/${name}${rest}${search}`, init)
}

/** Runs every supabase/functions/<name>/index.ts in a Deno of its own, as the hosted edge runtime isolates them. */
export function createFunctions(options: FunctionsOptions): Functions {
  const { projectFolder, children, log } = options
  const ports = new Map<string, Promise<number>>()

  async function start(name: string, file: string): Promise<number> {
    const port = await freePort()
    const child = children.spawn(
      denoBinary(),
      [
        'run',
        '--quiet',
        '--no-prompt',
        '--no-remote',
        '--node-modules-dir=manual',
        // Everything that a function talks to is this stack. In production it is the mail provider and Supabase.
        '--allow-net=127.0.0.1,localhost',
        '--allow-env',
        file,
      ],
      {
        cwd: projectFolder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env.PATH,
          HOME: options.cacheFolder,
          ...quietEnvironment,
          ...(await options.environment()),
          DENO_DIR: options.cacheFolder,
          DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`,
          NO_COLOR: '1',
        },
      },
    )
    const line = (text: string) => log(`${name}: ${text}`)
    forward(child.stdout, line)
    forward(child.stderr, line)
    let exited = false
    child.once('exit', (code, signal) => {
      exited = true
      ports.delete(name)
      if (!children.stopping) line(`stopped (${signal ?? code})`)
    })
    const deadline = Date.now() + startLimitMilliseconds
    while (!(await accepts(port))) {
      if (exited || Date.now() > deadline) throw new Error(`the function ${name} did not start; see its log`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return port
  }

  return {
    async fetch(name, request, address) {
      const file = join(projectFolder, 'supabase', 'functions', name, 'index.ts')
      if (!/^[a-z][a-z0-9-]*$/.test(name) || !existsSync(file)) {
        return Response.json(
          { code: 'NOT_FOUND', message: 'Requested function was not found' },
          { status: 404 },
        )
      }
      const starting = ports.get(name) ?? start(name, file)
      ports.set(name, starting)
      try {
        const answer = await fetch(readdress(request, await starting, name, address))
        return new Response(answer.body, answer)
      } catch (error) {
        ports.delete(name)
        log(`${name}: ${errorText(error)}`)
        return Response.json({ code: 'BOOT_ERROR', message: 'Function failed to start' }, { status: 503 })
      }
    },
  }
}
