import { parseArgs } from 'node:util'
import { createClient } from '@supabase/supabase-js'
import postgres from 'postgres'
import { runCommand } from '../../supabase/local/process/command.ts'
import { mailboxAt } from '../fixtures/stack.ts'
import { judge } from './goals.ts'
import { createTrial, machine, secondsSince, until } from './trial.ts'
import { sqlYardstick } from './yardstick.ts'

/**
 * `npm run bench:sign-in [-- --seconds 120 --rate 1]`: the last hours before a deadline, when a person a second asks for a code. Each
 * asks, waits for the mail, types the code and must come out signed in as that mailbox. Nobody may fail, nor wait long beside the yardstick of SQL.
 */

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    rate: { type: 'string', default: '1' },
  },
})
const [seconds, rate] = [Number(values.seconds), Number(values.rate)]

interface SignIn {
  asked_s: number
  mailed_s: number
  signed_in_s: number
}

/** 0 to 1 of values in seconds. */
function quantile(of: readonly number[], share: number): number {
  const sorted = of.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** Resolves with how it went for everybody. The stack is stopped before the figures are printed, so that they are the last word. */
async function measure() {
  const trial = await createTrial({ MINGLU_SEED: 'none' })
  try {
    await trial.start()
    const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, MAILBOX_URL } = await trial.running()
    const mailbox = mailboxAt(MAILBOX_URL)
    const signIn = async (email: string): Promise<SignIn> => {
      const { auth } = createClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
        auth: { persistSession: false, autoRefreshToken: false },
      })
      const begun = performance.now()
      const asked = await auth.signInWithOtp({ email })
      if (asked.error !== null) throw asked.error
      const asked_s = secondsSince(begun)
      const token = await until(async () => {
        const [mail] = await mailbox.messages(email)
        return /\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? null
      }, 60)
      const mailed_s = secondsSince(begun)
      const { data, error } = await auth.verifyOtp({ email, token, type: 'email' })
      if (error !== null) throw error
      if (data.user?.email !== email) throw new Error(`${email} came out as ${data.user?.email}`)
      return { asked_s, mailed_s, signed_in_s: secondsSince(begun) }
    }
    const begun = performance.now()
    const people: Promise<SignIn>[] = []
    for (let person = 0; person < seconds * rate; person += 1) {
      const due = begun + (person * 1000) / rate
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
      people.push(signIn(`person-${person}@example.com`))
    }
    const ended = await Promise.allSettled(people)
    const lasted = secondsSince(begun)
    const sql = postgres(await trial.superuserUrl(), { max: 1, onnotice: () => {} })
    try {
      return { ended, lasted, yardstick_s: await sqlYardstick(sql) }
    } finally {
      await sql.end()
    }
  } finally {
    await trial.stop()
    await trial.remove()
  }
}

await runCommand(async () => {
  const { ended, lasted, yardstick_s } = await measure()
  const done = ended.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const reasons = ended.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []))
  if (reasons.length > 0) console.log(`Failed: ${[...new Set(reasons)].join('; ')}`)
  const p95 = (part: keyof SignIn) =>
    quantile(
      done.map((each) => each[part]),
      0.95,
    )
  const slowest_s = quantile(
    done.map((each) => each.signed_in_s),
    1,
  )
  console.log(`\nMeasured on ${machine()}; seconds from asking for the code`)
  console.table([
    { what: 'asked, 95 of 100', s: p95('asked_s') },
    { what: 'code in the mailbox, 95 of 100', s: p95('mailed_s') },
    { what: 'signed in, 95 of 100', s: p95('signed_in_s') },
    { what: 'signed in, slowest', s: slowest_s },
  ])
  console.table(judge('sign-in', { failed: reasons.length, slowest_s, yardstick_s }))
  console.log(
    JSON.stringify({
      sign_ins: done.length,
      failed: reasons.length,
      per_s: Math.round((100 * done.length) / lasted) / 100,
      signed_in_p95_s: p95('signed_in_s'),
      slowest_s,
      yardstick_s,
    }),
  )
})
