import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac, randomUUID } from 'node:crypto'
import { chmod, mkdir, readFile, rm } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { assertDatabaseMayEnter } from '../../supabase/local/database/cluster.ts'
import { CommandError } from '../../supabase/local/process/command-error.ts'
import { makePassingFolder } from '../../supabase/local/process/owned-folders.ts'

const Running = z.object({
  SUPABASE_URL: z.string(),
  SUPABASE_PUBLISHABLE_KEY: z.string(),
  SITE_URL: z.string(),
  MAILBOX_URL: z.string(),
  PUBLICATION_HOOK_URL: z.string(),
  DATABASE_URL: z.string(),
})
const Keys = z.object({ jwtSecret: z.string(), superuserPassword: z.string() })

const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

/** Seconds since `since`, a value of performance.now(). */
export const secondsSince = (since: number) => Math.round((performance.now() - since) / 10) / 100

/** What the figures were measured on. */
export const machine = () => `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`

async function readJson<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema> | null> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}

/** Asks until `question` has an answer; a bench may wait, a test may not. */
export async function until<Answer>(
  question: () => Promise<Answer | null>,
  seconds = 120,
  everyMilliseconds = 25,
): Promise<Answer> {
  const start = performance.now()
  for (;;) {
    const answer = await question()
    if (answer !== null) return answer
    if (performance.now() - start > seconds * 1000) throw new Error(`no answer within ${seconds} s`)
    await new Promise((resolve) => setTimeout(resolve, everyMilliseconds))
  }
}

/**
 * A stack as `npm start` runs it, in a data folder of its own beside that of `npm start`: a crowded temporary folder can take ten times
 * as long to make a file in. `variables` are added to its environment.
 */
export async function createTrial(variables: Readonly<Record<string, string>> = {}) {
  const local = join(projectFolder, '.local')
  await mkdir(local, { recursive: true })
  await assertDatabaseMayEnter(local)
  const folder = makePassingFolder(local, 'bench')
  await chmod(folder, 0o755)
  let child: ChildProcess | undefined

  return {
    folder,
    /** Starts and waits until the home page is served. Resolves with the seconds that took. */
    async start(): Promise<number> {
      const start = performance.now()
      child = spawn(process.execPath, [join(projectFolder, 'supabase/local/start.ts')], {
        cwd: projectFolder,
        env: {
          ...process.env,
          ...variables,
          // As under npm, the stack ends by itself when the bench was killed.
          npm_lifecycle_event: 'bench',
          MINGLU_DATA: folder,
          MINGLU_PORT_SITE: '0',
          MINGLU_PORT_API: '0',
          MINGLU_PORT_DATABASE: '0',
          MINGLU_PORT_MAILBOX: '0',
        },
        stdio: ['ignore', 'inherit', 'inherit'],
      })
      const running = await until(async () => {
        if (child?.exitCode !== null) throw new CommandError('The stack did not start; it says above why.')
        return readJson(join(folder, 'running.json'), Running)
      })
      await until(async () => ((await fetch(running.SITE_URL)).ok ? true : null))
      return secondsSince(start)
    },
    async running() {
      return until(() => readJson(join(folder, 'running.json'), Running))
    },
    /** A session of a made-up user, signed as Auth signs it; the user must stand in auth.users. */
    async session(user: string): Promise<string> {
      const keys = await until(() => readJson(join(folder, 'keys.json'), Keys))
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const now = Math.floor(Date.now() / 1000)
      const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({
        sub: user,
        role: 'authenticated',
        aud: 'authenticated',
        session_id: randomUUID(),
        iat: now,
        exp: now + 3600,
      })}`
      return `${body}.${createHmac('sha256', keys.jwtSecret).update(body).digest('base64url')}`
    },
    async superuserUrl(): Promise<string> {
      const keys = await until(() => readJson(join(folder, 'keys.json'), Keys))
      const url = new URL((await this.running()).DATABASE_URL)
      url.username = 'supabase_admin'
      url.password = keys.superuserPassword
      return url.href
    },
    async stop(): Promise<void> {
      if (child === undefined || child.exitCode !== null) return
      const ended = new Promise((resolve) => child?.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
    async remove(): Promise<void> {
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type Trial = Awaited<ReturnType<typeof createTrial>>
