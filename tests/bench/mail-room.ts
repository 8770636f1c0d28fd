import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres, { type Sql } from 'postgres'
import { createLite } from '../../supabase/local/lite/server.ts'
import { type Listener, serveRequests } from '../../supabase/local/process/listener.ts'
import { freePort } from '../../supabase/local/settings/ports.ts'
import { loadRegister } from '../fixtures/database/register.ts'
import { createResend, type StandIn, type StandInOptions } from '../fixtures/resend-stand-in.ts'
import { startDatabaseStack } from '../fixtures/stack.ts'
import { until } from './trial.ts'

const projectFolder = fileURLToPath(new URL('../..', import.meta.url))
const secretKey = 'sb_secret_mail_room_0123456789'
const siteUrl = 'https://minglu.example.org'

/** The function deliver-mail in a Deno of its own, as it is deployed; `ring` is what a schedule does. */
export interface Worker {
  readonly process: ChildProcess
  ring(): Promise<void>
  /** Kills it at once and resolves when it is gone. */
  kill(): Promise<void>
  /** The most memory it ever held, in MiB. */
  peakMib(): Promise<number>
}

export interface MailRoom {
  readonly sql: Sql
  readonly resend: StandIn
  startWorker(): Promise<Worker>
  stop(): Promise<void>
}

async function startWorker(apiUrl: string, providerUrl: string, cacheFolder: string): Promise<Worker> {
  const port = await freePort()
  const deno = join(dirname(createRequire(import.meta.url).resolve('deno/package.json')), 'deno')
  const child = spawn(
    deno,
    [
      ...['run', '--quiet', '--no-prompt', '--no-remote', '--node-modules-dir=manual'],
      ...['--allow-net=127.0.0.1', '--allow-env', 'supabase/functions/deliver-mail/index.ts'],
    ],
    {
      cwd: projectFolder,
      stdio: 'ignore',
      env: {
        PATH: process.env.PATH,
        HOME: cacheFolder,
        DENO_DIR: cacheFolder,
        DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`,
        SUPABASE_URL: apiUrl,
        SUPABASE_SECRET_KEY: secretKey,
        SITE_URL: siteUrl,
        RESEND_API_KEY: 're_bench',
        RESEND_BASE_URL: providerUrl,
        MAIL_FROM: '名录 <notice@example.org>',
        CREDENTIAL_LINK_SECRET: 'a secret of more than thirty-two characters',
      },
    },
  )
  const exited = once(child, 'exit')
  return {
    process: child,
    async ring() {
      const answer = await fetch(`http://127.0.0.1:${port}`, {
        method: 'POST',
        headers: { apikey: secretKey },
      }).catch(() => null)
      await answer?.arrayBuffer().catch(() => null)
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async peakMib() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
      return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
    },
  }
}

/** The database with the API before it, a stand-in for the provider on a port, and workers on demand. */
export async function openMailRoom(options: StandInOptions): Promise<MailRoom> {
  const stack = await startDatabaseStack()
  const sql = postgres(stack.databaseUrl.superuser, { max: 3, onnotice: () => {} })
  await sql`alter role authenticator password 'bench'`.simple()
  await loadRegister(sql)
  const lite = createLite({
    databaseUrl: stack.databaseUrl.superuser.replace(/\/\/[^@]+@/, '//authenticator:bench@'),
    siteUrl,
    publishableKey: 'sb_publishable_mail_room_0123456789',
    secretKey,
    jwtSecret: 'a-secret-that-only-this-room-knows-of',
    deliver: async () => {},
  })
  const resend = createResend(options)
  const listeners: Listener[] = [await serveRequests(0, lite.fetch), await serveRequests(0, resend.fetch)]
  const [api, provider] = listeners
  const workers: Worker[] = []
  return {
    sql,
    resend,
    async startWorker() {
      const worker = await startWorker(
        api?.url ?? '',
        provider?.url ?? '',
        join(projectFolder, 'node_modules', '.cache', 'deno-bench'),
      )
      workers.push(worker)
      return worker
    },
    async stop() {
      await Promise.all(
        workers.filter(({ process }) => process.exitCode === null).map((worker) => worker.kill()),
      )
      await Promise.all(listeners.map((listener) => listener.close()))
      await lite.close()
      await sql.end()
      await stack.stop()
    },
  }
}

/** Resolves when nothing is left that a worker could send; rings the worker as a schedule would. */
export async function untilSent(sql: Sql, ring: () => Promise<void>, seconds: number): Promise<void> {
  await until(async () => {
    await ring()
    const [left] = await sql`select from private.outbox where state in ('queued', 'batched') limit 1`
    return left === undefined ? true : null
  }, seconds)
}

/**
 * Schools with an approved registration, its contact, and an account whose credential is not issued yet. Written without
 * triggers: how they come about is not what is measured.
 */
export async function fillSchools(sql: Sql, count: number): Promise<void> {
  await sql.begin(async (setUp) => {
    await setUp`set local session_replication_role = replica`
    await setUp`
      insert into public.organizations (code, name, kind, level, school_type, division_code, parent_code, path, registered_on)
      select (200000 + n)::text, '测试第' || n || '中学', 'school', 5, 'secondary_school', '330122', '100104',
        ('100101.100102.100103.100104.' || (200000 + n))::extensions.ltree, current_date
      from generate_series(1, ${count}::integer) as n`
    await setUp`
      insert into public.registrations (id, state, organization_code, submitted_at, decided_at, declared_at,
        consented_register_at, consented_mail_at)
      select md5(code)::uuid, 'approved', code, now(), now(), now(), now(), now()
      from public.organizations where code > '200000'`
    await setUp`
      insert into public.contacts (registration_id, name, post, mobile, email, mailbox_verified_at)
      select md5(code)::uuid, '周书远', '团委书记', '13800001234', 'school-' || code || '@example.org', now()
      from public.organizations where code > '200000'`
    await setUp`
      insert into public.accounts (organization_code, platform, nickname)
      select code, 'weibo', '测试学校团委' from public.organizations where code > '200000'`
  })
  await sql`analyze public.organizations, public.registrations, public.contacts, public.accounts`
}
