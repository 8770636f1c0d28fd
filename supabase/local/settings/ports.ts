import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { z } from 'zod'
import { CommandError, errorCode } from '../process/command-error.ts'

const port = z.coerce.number().int().min(0).max(65_535)

/** The addresses of a stack on 127.0.0.1; those of the Supabase CLI unless the environment says otherwise. */
const portsSchema = z.object({
  MINGLU_PORT_SITE: port.default(4321),
  MINGLU_PORT_API: port.default(54_321),
  MINGLU_PORT_DATABASE: port.default(54_322),
  MINGLU_PORT_MAILBOX: port.default(54_324),
})

export interface Ports {
  readonly site: number
  readonly api: number
  readonly database: number
  readonly mailbox: number
}

const variables = {
  site: 'MINGLU_PORT_SITE',
  api: 'MINGLU_PORT_API',
  database: 'MINGLU_PORT_DATABASE',
  mailbox: 'MINGLU_PORT_MAILBOX',
} as const satisfies Record<keyof Ports, string>

/** @throws CommandError when a variable holds no port number. */
export function portsFromEnvironment(): Ports {
  const parsed = portsSchema.safeParse(process.env)
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0])
    throw new CommandError(`${name} must be a port number between 0 and 65535.`)
  }
  const { data } = parsed
  return {
    site: data.MINGLU_PORT_SITE,
    api: data.MINGLU_PORT_API,
    database: data.MINGLU_PORT_DATABASE,
    mailbox: data.MINGLU_PORT_MAILBOX,
  }
}

/** Binds the port and lets it go again. @throws the listener's error when it is taken. */
async function probe(wanted: number): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(wanted, '127.0.0.1', resolve)
  })
  await new Promise((resolve) => server.close(resolve))
  return wanted
}

/** A free port below those that systems hand to outgoing connections, which could take it before its owner does. */
export async function freePort(): Promise<number> {
  for (;;) {
    const candidate = randomInt(15_000, 32_000)
    try {
      return await probe(candidate)
    } catch (error) {
      if (errorCode(error) !== 'EADDRINUSE') throw error
    }
  }
}

/** Turns every 0 into a free port and finds out before anything starts that one is taken. @throws CommandError naming it. */
export async function claimPorts(ports: Ports): Promise<Ports> {
  const claim = async (name: keyof Ports): Promise<number> => {
    try {
      return await (ports[name] === 0 ? freePort() : probe(ports[name]))
    } catch (error) {
      const code = errorCode(error)
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
      const why = code === 'EADDRINUSE' ? 'is taken by another program' : 'may not be used by this user'
      throw new CommandError(
        `Port ${ports[name]} ${why}; choose another with ${variables[name]}=<port> npm start.`,
      )
    }
  }
  return {
    site: await claim('site'),
    api: await claim('api'),
    database: await claim('database'),
    mailbox: await claim('mailbox'),
  }
}
