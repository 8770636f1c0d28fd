import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres'
import { z } from 'zod'
import { fingerprint } from '../database/fingerprint.ts'
import type { Children } from '../process/children.ts'
import { errorText } from '../process/command-error.ts'
import { runScript } from '../process/program.ts'
import { quietEnvironment } from '../process/quiet.ts'
import { writeWhole } from '../settings/keys.ts'
import type { SiteBuilds } from './site-builds.ts'

const claimSchema = z.object({ id: z.union([z.number(), z.string()]) })

/** The last line that a build prints. */
const reportSchema = z.object({
  revision: z.coerce.number().nullable(),
  pages: z.number(),
  rendered: z.number(),
  seconds: z.number(),
  parts: z.record(z.string(), z.number()),
})

const dayMilliseconds = 24 * 3600 * 1000

/** glibc keeps for each thread what an ended one has freed; a build that renders with fresh workers holds 100 MiB less so. */
const memoryEnvironment = { MALLOC_ARENA_MAX: '2' }

export interface PublisherOptions {
  /** The superuser's; every call is made as service_role, as in production. */
  readonly sql: Sql
  readonly projectFolder: string
  readonly siteFolder: string
  /** Where a build remembers what the next one needs. */
  readonly memoryFolder: string
  readonly builds: SiteBuilds
  readonly children: Children
  /** SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY and SITE_URL. */
  readonly environment: Readonly<Record<string, string>>
  log(line: string): void
}

export interface Publisher {
  /** Puts what a killed stack was building back into the queue. */
  releaseAbandoned(): Promise<void>
  /**
   * Builds when there is no site, and in the background when its sources have changed since: the old one is up at once.
   *
   * @returns whether a good site is up.
   */
  publishWhenStale(onLine?: (line: string) => void): Promise<boolean>
  /** When the database says that visitors should see something new: lays the changes into the site that is up, once a day anew. */
  publishWhenDue(): Promise<void>
  /** Builds everything because it was told to, in the background; joins a build that is under way. */
  publish(): void
}

/** Builds the site beside the one that is served and swaps them; a build that fails changes nothing for visitors. */
export function createPublisher(options: PublisherOptions): Publisher {
  const { sql, projectFolder, builds } = options
  const script = join(projectFolder, 'src', 'lib', 'publishing', 'build.ts')
  const stamp = join(options.siteFolder, 'sources')
  const lastWhole = join(options.siteFolder, 'whole')
  let building: Promise<boolean> | undefined

  function sources(): string {
    const names = [
      'src',
      'public',
      'astro.config.mjs',
      'package-lock.json',
      'supabase/functions/_shared/contracts',
    ]
    return fingerprint(names.map((name) => join(projectFolder, name)))
  }

  async function asService(
    query: (service: TransactionSql) => PendingQuery<Row[]>,
  ): Promise<Row | undefined> {
    const rows = await sql.begin(async (service) => {
      await service`set local role service_role`
      return query(service)
    })
    return rows[0]
  }

  async function knows(signature: string): Promise<boolean> {
    const [row] = await sql`select to_regprocedure(${signature}) is not null as known`
    return row?.known === true
  }

  async function claim(): Promise<string | undefined> {
    if (!(await knows('public.claim_publication()'))) return undefined
    const row = await asService((service) => service`select public.claim_publication() as claim`)
    const claimed = claimSchema.safeParse(row?.claim)
    return claimed.success ? String(claimed.data.id) : undefined
  }

  async function settle(
    id: string | undefined,
    revision: number | null,
    error: string | null,
  ): Promise<void> {
    if (id === undefined) return
    await asService(
      (service) => service`select public.settle_publication(${id}, ${error === null}, ${revision}, ${error})`,
    )
  }

  /** The site that changes are laid into; none where the last whole build is a day old. */
  function siteToFollow(): string[] {
    const site = builds.current()
    const isFresh = existsSync(lastWhole) && Date.now() - statSync(lastWhole).mtimeMs < dayMilliseconds
    return site !== undefined && isFresh ? ['--onto', site] : []
  }

  async function build(onto: readonly string[], onLine?: (line: string) => void): Promise<boolean> {
    const id = await claim()
    const before = sources()
    const folder = builds.next()
    const { environment } = options
    const { code, output, reason, lastWords } = await runScript(
      options.children,
      // The memory belongs to this data and not to the checkout.
      [script, '--out', folder, '--memory', options.memoryFolder, ...onto],
      {
        cwd: projectFolder,
        onLine,
        env: { ...process.env, ...quietEnvironment, ...memoryEnvironment, ...environment },
      },
    )
    const report = reportSchema.safeParse(parseJson(output.findLast((line) => line.trim())))
    if (code !== 0 || !report.success) {
      rmSync(folder, { recursive: true, force: true })
      // Not the build's fault: the next start puts it back into the queue.
      if (options.children.stopping) return false
      options.log(`The site was not published, so the one before stays up: ${reason}`)
      await settle(id, null, `${reason}\n${lastWords}`)
      return false
    }
    builds.publish(folder)
    writeWhole(stamp, before, 0o644)
    if (report.data.rendered === report.data.pages) writeWhole(lastWhole, '', 0o644)
    await settle(id, report.data.revision, null)
    const { pages, rendered, revision, seconds, parts } = report.data
    const times = Object.entries(parts).map(([part, each]) => `${part} ${each}`)
    options.log(
      `The site was published: ${rendered} of ${pages} pages made in ${seconds} s (${times.join(', ')}), revision ${revision}.`,
    )
    return true
  }

  function buildAlone(onto: readonly string[], onLine?: (line: string) => void): Promise<boolean> {
    building ??= build(onto, onLine).finally(() => {
      building = undefined
    })
    return building
  }

  /** Builds without anybody waiting for it. */
  function buildBeside(): void {
    buildAlone([]).catch((error) => options.log(`The site was not published: ${errorText(error)}`))
  }

  /** What was just seeded is due a third of a second after its last row; claimed with this build, it needs none of its own. */
  async function untilDue(): Promise<void> {
    if (!(await knows('private.publication_is_due()'))) return
    const deadline = Date.now() + 600
    while (Date.now() < deadline) {
      const [row] = await sql`select private.publication_is_due() as due`
      if (row?.due) return
      await setTimeout(100)
    }
  }

  return {
    async releaseAbandoned() {
      if (await knows('private.release_publications()')) await sql`select private.release_publications()`
    },
    async publishWhenStale(onLine) {
      if (!existsSync(script)) return false
      if (!builds.current()) {
        await untilDue()
        return buildAlone([], onLine)
      }
      if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources()) {
        options.log('The site is being built anew because its sources have changed.')
        buildBeside()
      }
      return true
    },
    publish: buildBeside,
    async publishWhenDue() {
      if (building || !existsSync(script)) return
      const [row] = await sql`select private.publication_is_due() as due`
      if (row?.due) await buildAlone(siteToFollow())
    },
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
