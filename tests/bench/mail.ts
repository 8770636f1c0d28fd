import { randomUUID } from 'node:crypto'
import { generateKey } from 'openpgp'
import { runCommand } from '../../supabase/local/process/command.ts'
import type { SentEmail, Store } from '../fixtures/resend-stand-in.ts'
import { judge } from './goals.ts'
import { fillSchools, openMailRoom, untilSent, type Worker } from './mail-room.ts'
import { machine, secondsSince } from './trial.ts'
import { sqlYardstick } from './yardstick.ts'

/**
 * `npm run bench:mail`: 71,000 credentials, sealed and sent through the stand-in with its limit lifted, beside the
 * yardstick of SQL, in flat memory. The workers are the function itself, each in a Deno of its own.
 */

const MAILS = Number(process.env.MINGLU_BENCH_MAILS ?? 71_000)
const WORKERS = 2
const REQUESTS_PER_SECOND = 2
const BATCH = 100

/** Counts and keeps nothing, so that memory is the worker's and not the provider's. */
function countingStore() {
  const received = new Map<string, number>()
  const replies = new Map<string, { digest: string; at: number; body: unknown }>()
  const store: Store = {
    add(email) {
      const mail = email.tags.find(({ name }) => name === 'mail')?.value ?? ''
      received.set(mail, (received.get(mail) ?? 0) + 1)
      return { ...email, id: randomUUID(), created_at: '', last_event: 'queued' } satisfies SentEmail
    },
    emails: () => [],
    reply: (key) => replies.get(key),
    remember: (key, digest, body) => void replies.set(key, { digest, at: Date.now(), body }),
  }
  return { received, store }
}

/** Memory by tenths of the way: where the last ones are near each other it does not grow with the queue. */
function watchMemory(workers: readonly Worker[], progress: () => number) {
  const samples = new Map<number, number>()
  async function sample() {
    const tenth = Math.floor(progress() * 10)
    const mib = Math.max(...(await Promise.all(workers.map((worker) => worker.peakMib()))))
    samples.set(tenth, mib)
  }
  const timer = setInterval(sample, 500)
  return { samples, stop: () => clearInterval(timer) }
}

await runCommand(async () => {
  const { received, store } = countingStore()
  const room = await openMailRoom({ requestsPerSecond: null, store, fate: () => [] })
  const { sql } = room
  try {
    const { publicKey } = await generateKey({
      type: 'rsa',
      rsaBits: 3072,
      userIDs: [{ name: 'bench' }],
      format: 'armored',
    })
    await sql`select private.install_sealing_key(${publicKey})`
    await sql`update private.mail_meter set per_second = 1000000`
    await fillSchools(sql, MAILS)

    const issuing = performance.now()
    await sql`
      insert into public.credential_intake (organization_code, platform, login_name, initial_password)
      select organization_code, 'weibo', 'login-' || organization_code, 'password-' || organization_code
      from public.accounts where organization_code > '200000'`
    const issued_s = secondsSince(issuing)
    await sql`analyze`

    const workers = await Promise.all(Array.from({ length: WORKERS }, () => room.startWorker()))
    const memory = watchMemory(workers, () => received.size / MAILS)
    const databaseTime = async () => {
      await sql`select pg_stat_force_next_flush()`
      const [row] = await sql`select active_time from pg_stat_database where datname = current_database()`
      return Number(row?.active_time)
    }
    const busyBefore = await databaseTime()
    const sending = performance.now()
    await Promise.all(workers.map((worker) => untilSent(sql, worker.ring, 1200)))
    const seconds = secondsSince(sending)
    memory.stop()
    const busy = (await databaseTime()) - busyBefore
    const peak_mib = Math.max(...(await Promise.all(workers.map((worker) => worker.peakMib()))))
    const [states] = await sql`
      select count(*) filter (where o.state = 'sent')::integer as mails, count(*) filter (where c.state = 'sent')::integer as credentials
      from private.outbox o join private.credentials c on c.id = o.subject_id`
    const doubled = [...received.values()].filter((times) => times > 1).length
    if (received.size !== MAILS || doubled > 0 || states?.mails !== MAILS || states?.credentials !== MAILS)
      throw new Error(
        `received ${received.size}, doubled ${doubled}, recorded ${JSON.stringify(states)} of ${MAILS}`,
      )

    const mails_per_s = Math.round(MAILS / seconds)
    const yardstick_s = await sqlYardstick(sql)
    const figures = { mails: MAILS, mails_per_s, peak_mib, yardstick_s }
    console.log(`\nMeasured on ${machine()}, ${WORKERS} workers`)
    console.table([
      { what: 'credentials sealed and queued a second', figure: Math.round(MAILS / issued_s) },
      { what: 'database time a mail (ms)', figure: Math.round((busy / MAILS) * 100) / 100 },
      { what: 'memory of a worker at its most (MiB)', figure: peak_mib },
    ])
    console.table(judge('mail', figures))
    console.log(
      `Memory by tenths of the way: ${[...memory.samples]
        .sort(([a], [b]) => a - b)
        .map(([tenth, mib]) => `${tenth * 10} % ${mib} MiB`)
        .join(', ')}`,
    )
    const minutes = Math.ceil(MAILS / BATCH / REQUESTS_PER_SECOND / 60)
    console.log(
      `At the provider's ${REQUESTS_PER_SECOND} requests a second, ${BATCH} mails each, it takes ${minutes} minutes.`,
    )
    await room.stop()
    console.log(JSON.stringify(figures))
  } catch (error) {
    await room.stop()
    throw error
  }
})
