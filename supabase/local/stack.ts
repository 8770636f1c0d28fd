import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { DefaultPrivileges } from './database/bootstrap.ts'
import { connect, type RunningDatabase, startDatabase } from './database/database.ts'
import { loadSeed, type Seed } from './database/seed.ts'
import { createLite } from './lite/server.ts'
import { startMailbox } from './mailbox/server.ts'
import { createChildren, endOrphans } from './process/children.ts'
import { takeLock } from './process/lock.ts'
import { stopOrphan } from './process/orphaned-database.ts'
import { type Doorbell, startDoorbells } from './services/doorbells.ts'
import { createFunctions } from './services/functions.ts'
import { startGateway } from './services/gateway.ts'
import { createPublisher } from './services/publisher.ts'
import { siteBuildsIn } from './services/site-builds.ts'
import { startSiteServer } from './services/site-server.ts'
import {
  addressesOf,
  buildHookPathOf,
  functionsEnvironment,
  siteEnvironment,
} from './settings/environment.ts'
import { type Folders, makeFolders } from './settings/folders.ts'
import { type Keys, keysOf } from './settings/keys.ts'
import { claimPorts, type Ports } from './settings/ports.ts'
import { installSealingKey, sealingPairOf } from './settings/sealing-key.ts'

/** Runs one stage of the start; `line` hears what the stage says of its progress. */
export type RunStage = <T>(title: string, work: (line: (text: string) => void) => Promise<T>) => Promise<T>

export interface StackOptions {
  readonly folders: Folders
  readonly projectFolder: string
  /** 0 is any free port. */
  readonly ports: Ports
  /** Default `none`. */
  readonly seed?: Seed
  /** Whether to build the site before `startStack` resolves, and again whenever visitors should see a change. */
  readonly site?: boolean
  readonly fsync?: boolean
  readonly defaultPrivileges?: DefaultPrivileges
  readonly stage?: RunStage
  /** Hears what the functions and the publisher say; it is in the folder `log` too. */
  readonly log?: (line: string) => void
  /** Aborted, it ends a start that is under way; `startStack` then rejects. */
  readonly signal?: AbortSignal
}

export interface Stack {
  readonly url: string
  readonly siteUrl: string
  readonly mailboxUrl: string
  readonly siteFolder: string
  readonly keys: Keys
  readonly databaseUrl: RunningDatabase['urls']
  /** Every variable that a script or function may ask for. */
  readonly environment: Readonly<Record<string, string>>
  /** True once a good build of the site is served. */
  readonly published: boolean
  stop(): Promise<void>
}

const quietly: RunStage = (_, work) => work(() => {})

/** A part that waits for what never comes (a request whose client is gone) is left behind after this time. */
const patienceMilliseconds = 8000

/** Ends parts in the reverse order of their start, and all of them even when one fails to. */
function createTeardown() {
  const ends: (() => unknown)[] = []
  return {
    add: (end: () => unknown) => ends.push(end),
    async run() {
      for (const end of ends.splice(0).reverse()) {
        const patience = new AbortController()
        const { signal } = patience
        try {
          await Promise.race([end(), setTimeout(patienceMilliseconds, undefined, { signal })])
        } catch {
          // What cannot be ended must not keep the rest alive.
        } finally {
          patience.abort()
        }
      }
    },
  }
}

/** The whole of it: PostgreSQL, auth and REST, functions, mailbox, publisher and site, on this machine only. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { folders, projectFolder } = options
  const stage = options.stage ?? quietly
  const teardown = createTeardown()
  makeFolders(folders)
  teardown.add(takeLock(folders.data))

  function log(line: string): void {
    appendFileSync(join(folders.log, 'stack.log'), `${new Date().toISOString()} ${line}\n`)
    options.log?.(line)
  }

  try {
    await endOrphans(folders.data)
    await stopOrphan(folders.postgres)
    const ports = await claimPorts(options.ports)
    const addresses = addressesOf(ports)
    const keys = await keysOf(folders.data)
    const sealing = sealingPairOf(folders.data)
    const children = createChildren(folders.data)
    options.signal?.addEventListener('abort', () => void children.stop())

    const database = await stage('Database and migrations', () =>
      startDatabase({
        folders,
        keys,
        port: ports.database,
        projectFolder,
        fsync: options.fsync ?? true,
        defaultPrivileges: options.defaultPrivileges ?? 'new',
      }),
    )
    teardown.add(database.stop)
    const sql = connect(database.urls.superuser, 3)
    teardown.add(() => sql.end({ timeout: 2 }))
    await installSealingKey(sql, await sealing)
    teardown.add(children.stop)

    const mailbox = await startMailbox(ports.mailbox, join(folders.data, 'mail.ndjson'), {
      address: `${addresses.api}/functions/v1/mail-webhook`,
      secret: keys.webhookSecret,
    })
    teardown.add(mailbox.close)
    const lite = createLite({
      databaseUrl: database.urls.authenticator,
      siteUrl: addresses.site,
      publishableKey: keys.publishableKey,
      secretKey: keys.secretKey,
      jwtSecret: keys.jwtSecret,
      deliver: mailbox.deliver,
    })
    teardown.add(lite.close)
    const functions = createFunctions({
      projectFolder,
      cacheFolder: join(folders.data, 'deno'),
      children,
      environment: async () => functionsEnvironment(addresses, keys, (await sealing).privateKey),
      log,
    })
    const builds = siteBuildsIn(folders.site)
    const publisher = createPublisher({
      sql,
      projectFolder,
      siteFolder: folders.site,
      memoryFolder: join(folders.data, 'publication'),
      builds,
      children,
      environment: siteEnvironment(addresses, keys),
      log,
    })
    const gateway = await startGateway(ports.api, {
      lite,
      functions,
      buildHookPath: buildHookPathOf(keys),
      startBuild: () => (options.site ? publisher.publish() : undefined),
    })
    teardown.add(gateway.close)
    // As PostgREST does, so that a migration or a trial by hand is seen at once.
    await sql.listen('pgrst', () => void lite.reloadSchema())
    const site = await startSiteServer(ports.site, builds)
    teardown.add(site.close)

    await stage('Seed', (onLine) =>
      loadSeed({
        projectFolder,
        dataFolder: folders.data,
        databaseUrl: database.urls.staff,
        children,
        seed: options.seed ?? 'none',
        onLine,
      }),
    )
    await publisher.releaseAbandoned()
    const published = options.site
      ? await stage('Site', publisher.publishWhenStale)
      : builds.current() !== undefined
    options.signal?.throwIfAborted()
    const doorbells = startDoorbells(await bellsFor(), log)
    teardown.add(async () => {
      const stopped = doorbells.stop()
      await children.stop()
      await stopped
    })

    /** Only those that this database knows; migrations are applied at a start and at no other time. */
    async function bellsFor(): Promise<Doorbell[]> {
      const [known] = await sql`
        select to_regprocedure('private.mail_is_due()') is not null as mail,
          to_regprocedure('private.publication_is_due()') is not null as publication`
      const bells: Doorbell[] = []
      if (known?.mail) bells.push({ name: 'deliver-mail', everyMilliseconds: 1000, ring: ringForMail })
      if (known?.publication && options.site)
        bells.push({ name: 'publisher', everyMilliseconds: 250, ring: publisher.publishWhenDue })
      return bells
    }

    async function ringForMail(): Promise<void> {
      const [row] = await sql`select private.mail_is_due() as due`
      if (!row?.due) return
      const answer = await fetch(`${addresses.api}/functions/v1/deliver-mail`, {
        method: 'POST',
        headers: { apikey: keys.secretKey, Authorization: `Bearer ${keys.secretKey}` },
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`answered ${answer.status}: ${text.slice(0, 300)}`)
    }

    return {
      url: addresses.api,
      siteUrl: addresses.site,
      mailboxUrl: addresses.mailbox,
      siteFolder: folders.site,
      keys,
      databaseUrl: database.urls,
      environment: {
        ...siteEnvironment(addresses, keys),
        ...functionsEnvironment(addresses, keys, (await sealing).privateKey),
        DATABASE_URL: database.urls.staff,
        MAILBOX_URL: addresses.mailbox,
      },
      published,
      stop: teardown.run,
    }
  } catch (error) {
    await teardown.run()
    throw error
  }
}
