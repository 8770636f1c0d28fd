import type { Sql } from 'postgres'
import { runCommand } from '../../supabase/local/process/command.ts'
import { fillSchools, type MailRoom, openMailRoom, type Worker } from './mail-room.ts'

/**
 * `npm run test:crash`: a thousand mails, written in transactions of random size while workers send them and are killed: before
 * the call, after it and before the commit, in the middle of a batch, and at any other moment. Each must arrive exactly once.
 */

const MAILS = 1000
const WORKERS = 3
const SEED = Number(process.env.MINGLU_CRASH_SEED ?? Date.now() % 1_000_000)
/** A run that has not ended by then has lost something. */
const PATIENCE_MS = 180_000

/** A small generator, so that a run can be repeated by its seed. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0 || 1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const random = createRandom(SEED)
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
let kills = 0

/** A worker that is rung until it is killed, and then another in its place. `strike` kills it at once. */
function keepWorker(
  room: MailRoom,
  isOver: () => boolean,
): { readonly ended: Promise<void>; strike(): void } {
  let current: Worker | undefined
  let isStruck = false
  const strike = () => {
    if (current === undefined || isStruck) return
    isStruck = true
    kills += 1
    current.process.kill('SIGKILL')
  }
  async function keep() {
    while (!isOver()) {
      const worker = await room.startWorker()
      current = worker
      isStruck = false
      // Long enough to come up mostly, short enough to be cut off in the middle of anything.
      const timer = setTimeout(strike, 100 + random() * 1500)
      while (worker.process.exitCode === null && worker.process.signalCode === null && !isOver()) {
        await worker.ring()
        await pause(20)
      }
      clearTimeout(timer)
      current = undefined
      await worker.kill()
    }
  }
  return { ended: keep(), strike }
}

/** Mails in transactions of random size; one in five is taken back, and what it wrote must never be sent. */
async function writeMails(sql: Sql): Promise<void> {
  let written = 0
  while (written < MAILS) {
    const size = Math.min(MAILS - written, 1 + Math.floor(random() * 40))
    const isTakenBack = random() < 0.2
    await sql
      .begin(async (change) => {
        await change`
          select private.queue_mail('registration_withdrawn',
            concat(${isTakenBack ? 'taken-back' : 'school'}::text, '-', ${written}::integer + n, '@example.org')::extensions.citext,
            '{"organization_name": "测试中学"}')
          from generate_series(1, ${size}::integer) as n`
        if (isTakenBack) throw new Error('taken back')
      })
      .catch((error: Error) => {
        if (error.message !== 'taken back') throw error
      })
    if (!isTakenBack) written += size
    await pause(random() * 150)
  }
}

/** What a minute or two would do: leases of the dead end. Now and then those of the living too, so that two send one batch. */
async function passTime(sql: Sql): Promise<void> {
  await sql`update private.mail_batches set lease_until = now(), next_attempt_at = now()
    where state = 'sending' and (claimed_at < now() - interval '2 seconds' or ${random() < 0.1})`
}

async function run() {
  let isOver = false
  const workers: { readonly ended: Promise<void>; strike(): void }[] = []
  const strikeOne = () => workers[Math.floor(random() * workers.length)]?.strike()
  const room = await openMailRoom({
    requestsPerSecond: null,
    fate: () => [],
    // The provider's end of the wire knows the moments that a timer seldom meets.
    around: async (moment) => {
      await pause(random() * 60)
      if (random() < (moment === 'arrived' ? 0.08 : 0.12)) strikeOne()
    },
  })
  try {
    const { sql } = room
    await fillSchools(sql, 1)
    await sql`update private.mail_meter set per_second = 1000`
    const start = performance.now()
    const writing = writeMails(sql)
    for (let place = 0; place < WORKERS; place += 1) workers.push(keepWorker(room, () => isOver))
    for (let isDone = false; !isDone; ) {
      if (performance.now() - start > PATIENCE_MS) break
      await pause(200)
      await passTime(sql)
      const [left] = await sql`
        select count(*)::integer as all, count(*) filter (where state <> 'sent')::integer as unsent from private.outbox`
      isDone = left?.all === MAILS && left.unsent === 0
    }
    await writing
    isOver = true
    await Promise.all(workers.map(({ ended }) => ended))

    const times = new Map<string, number>()
    for (const { tags } of room.resend.emails()) {
      const mail = tags.find(({ name }) => name === 'mail')?.value ?? 'without a tag'
      times.set(mail, (times.get(mail) ?? 0) + 1)
    }
    const known = new Set((await sql`select id from private.outbox`).map((row) => String(row.id)))
    const [counted] = await sql`
      select count(*) filter (where o.state = 'sent')::integer as sent, max(b.attempt)::integer as attempts
      from private.outbox o left join private.mail_batches b on b.id = o.batch_id`
    console.log(
      `seed ${SEED}: ${Math.round((performance.now() - start) / 1000)} s, at most ${counted?.attempts} attempts for one batch, ` +
        `${[...times.keys()].filter((mail) => !known.has(mail)).length} mails from transactions that were taken back`,
    )
    return {
      sent: Number(counted?.sent),
      received: room.resend.emails().length,
      doubled: [...times.values()].filter((count) => count > 1).length,
      lost: [...known].filter((mail) => !times.has(mail)).length,
      kills,
    }
  } finally {
    isOver = true
    await room.stop()
  }
}

await runCommand(async () => {
  const figures = await run()
  if (figures.received !== MAILS || figures.sent !== MAILS || figures.doubled > 0 || figures.lost > 0)
    process.exitCode = 1
  console.log(JSON.stringify(figures))
})
process.exit()
