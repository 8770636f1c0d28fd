import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { runCommand } from '../../supabase/local/process/command.ts'
import { judge } from './goals.ts'
import { createTrial, machine, secondsSince, type Trial, until } from './trial.ts'
import { sqlYardstick } from './yardstick.ts'

/**
 * `npm run bench:loop`: how long a stranger waits for the first page, a warm start, a publication, and how many registrations
 * the function takes with all its rules, beside the yardstick of SQL.
 */

const CLIENTS = 20
const REGISTRATIONS = 2000
const A_WRITER = 5

interface Writer {
  readonly session: string
  readonly codes: readonly string[]
}

/** Writers with a proven mailbox, each with organizations of its own to register. */
async function prepareWriters(trial: Trial, sql: postgres.Sql): Promise<Writer[]> {
  const codes = (
    await sql`
      select code from public.organizations where status = 'expected' and kind <> 'committee' order by code
      limit ${REGISTRATIONS}`
  ).map((row) => String(row.code))
  const users = Array.from({ length: REGISTRATIONS / A_WRITER }, (_, place) => ({
    id: randomUUID(),
    email: `bench-${place}@example.com`,
  }))
  await sql`insert into auth.users ${sql(users)}`
  await sql`update auth.users set email_confirmed_at = now() where email like 'bench-%'`
  return Promise.all(
    users.map(async ({ id }, place) => ({
      session: await trial.session(id),
      codes: codes.slice(place * A_WRITER, (place + 1) * A_WRITER),
    })),
  )
}

function submission(code: string) {
  return {
    purpose: 'register',
    organization_code: code,
    contact: { name: '周书远', post: '团委书记', phone: '010-62511234', mobile: '13800001234' },
    existing_accounts: [
      {
        platform: 'weibo',
        handle: `bench-${code}`,
        nickname: '测试学校团委',
        address: `https://weibo.com/bench-${code}`,
      },
    ],
    wanted_account: null,
    note: null,
    declared: true,
    consented_register: true,
    consented_mail: true,
  }
}

async function measureInserts(trial: Trial, sql: postgres.Sql): Promise<number> {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = await trial.running()
  const writers = await prepareWriters(trial, sql)
  const start = performance.now()
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (let writer = writers.shift(); writer !== undefined; writer = writers.shift()) {
        for (const code of writer.codes) {
          // A bare request: the figure is the register's, not that of a client library on the same two cores.
          const answer = await fetch(`${SUPABASE_URL}/rest/v1/rpc/submit_registration`, {
            method: 'POST',
            headers: {
              apikey: SUPABASE_PUBLISHABLE_KEY,
              authorization: `Bearer ${writer.session}`,
              'content-type': 'application/json',
            },
            body: JSON.stringify({ submission: submission(code) }),
          })
          if (!answer.ok) throw new Error(`registration of ${code} refused: ${await answer.text()}`)
          await answer.arrayBuffer()
        }
      }
    }),
  )
  const seconds = (performance.now() - start) / 1000
  const [counted] =
    await sql`select count(*)::integer as submitted from public.contacts where email like 'bench-%'`
  if (counted?.submitted !== REGISTRATIONS)
    throw new Error(`${counted?.submitted} of ${REGISTRATIONS} arrived`)
  return Math.round(REGISTRATIONS / seconds)
}

/** From the approval of one registration until its organization's page says so. */
async function measurePublication(trial: Trial, sql: postgres.Sql): Promise<number> {
  const { SITE_URL } = await trial.running()
  const [waiting] = await sql`
    select r.id, o.code from public.registrations r join public.organizations o on o.code = r.organization_code
    where r.state = 'submitted' and o.status = 'expected' order by r.submitted_at limit 1`
  const address = `${SITE_URL}/o/${waiting?.code.slice(0, 2)}/${waiting?.code}`
  // The description speaks of the organization alone; the page names its superior's state too.
  const isExpected = async () =>
    /name="description" content="[^"]*尚未登记/.test(await (await fetch(address)).text())
  if (!(await isExpected())) throw new Error(`${address} does not say 尚未登记 to begin with`)
  const start = performance.now()
  await sql`update public.registrations set state = 'approved' where id = ${waiting?.id}`
  await until(async () => ((await isExpected()) ? null : true))
  return secondsSince(start)
}

async function measure(trial: Trial) {
  const first_page_s = await trial.start()
  await trial.stop()
  const warm_start_s = await trial.start()
  const sql = postgres(await trial.superuserUrl(), { max: 2, onnotice: () => {} })
  try {
    const publish_s = await measurePublication(trial, sql)
    const inserts_per_s = await measureInserts(trial, sql)
    const [counted] = await sql`select count(*)::integer as organizations from public.organizations`
    return {
      first_page_s,
      warm_start_s,
      publish_s,
      inserts_per_s,
      organizations: Number(counted?.organizations),
      yardstick_s: await sqlYardstick(sql),
    }
  } finally {
    await sql.end()
  }
}

/** The stack is stopped before the figures are printed, so that they are the last word. */
async function runTrial() {
  const trial = await createTrial()
  try {
    return await measure(trial)
  } finally {
    await trial.stop()
    await trial.remove()
  }
}

await runCommand(async () => {
  const figures = await runTrial()
  console.log(`\nMeasured on ${machine()}`)
  console.table(judge('loop', figures))
  console.log(`The yardstick of SQL took ${figures.yardstick_s} s.`)
  console.log(JSON.stringify(figures))
})
