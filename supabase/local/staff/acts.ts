import { statSync } from 'node:fs'
import type { Sql } from 'postgres'
import { profileAddress } from '../../functions/_shared/contracts/addresses/pattern.ts'
import { PLATFORMS } from '../../functions/_shared/contracts/platforms.ts'
import { plainHandle } from '../../functions/_shared/contracts/text/text.ts'
import { CommandError } from '../process/command-error.ts'
import { issueFile } from './issue-file.ts'
import { run, Secret } from './statement.ts'

export interface Options {
  readonly reason?: string | undefined
  readonly platform?: string | undefined
  readonly login?: string | undefined
  readonly password?: string | undefined
  readonly handle?: string | undefined
  readonly issuer?: string | undefined
  readonly title?: string | undefined
  readonly body?: string | undefined
  readonly 'pinned-until'?: string | undefined
  readonly batch?: string | undefined
  readonly 'dry-run'?: boolean | undefined
}

interface StaffCommand {
  readonly name: string
  readonly takes: readonly (keyof Options)[]
  readonly perform: (sql: Sql, subject: string | undefined, options: Options) => Promise<void>
}

function needed(value: string | undefined, sentence: string): string {
  if (value === undefined || value === '') throw new CommandError(sentence)
  return value
}

async function organizationCode(sql: Sql, named: string): Promise<string> {
  const rows = await sql`
    select o.code, o.name, d.name as place from public.organizations o join public.divisions d on d.code = o.division_code
    where o.code = ${named} or o.name = ${named}`
  const [only] = rows
  if (only === undefined) throw new CommandError(`The register has no organization ${named}.`)
  if (rows.length > 1)
    throw new CommandError(
      `More than one organization is called ${named}: ${rows.map((row) => `${row.code} ${row.place}`).join(', ')}.`,
    )
  return only.code
}

/** The registration itself, or the one of an organization that waits for a decision. */
async function registrationId(sql: Sql, subject: string | undefined): Promise<string> {
  const named = needed(subject, 'Name a registration or an organization.')
  if (/^[0-9a-f-]{36}$/i.test(named)) {
    const [known] = await sql`select id from public.registrations where id::text = ${named.toLowerCase()}`
    if (known === undefined) throw new CommandError(`There is no registration ${named}.`)
    return known.id
  }
  const waiting = await sql`
    select r.id from public.registrations r left join public.organizations o on o.code = r.organization_code
    where r.state = 'submitted' and (o.code = ${named} or coalesce(o.name, r.proposed_name) = ${named})`
  const [only] = waiting
  if (only === undefined) throw new CommandError(`No registration of ${named} waits for a decision.`)
  if (waiting.length > 1)
    throw new CommandError(
      `Several registrations of ${named} wait: ${waiting.map((row) => row.id).join(', ')}.`,
    )
  return only.id
}

async function list(sql: Sql): Promise<void> {
  const rows = await run(
    sql,
    `select r.id, coalesce(o.name, r.proposed_name) as organization, r.purpose, r.submitted_at::text, r.answer_due_on::text
from public.registrations r
left join public.organizations o on o.code = r.organization_code
where r.state = 'submitted'
order by r.submitted_at`,
  )
  console.table(rows)
}

async function approve(sql: Sql, subject: string | undefined): Promise<void> {
  const id = await registrationId(sql, subject)
  const rows = await run(
    sql,
    `update public.registrations set state = 'approved' where id = $1 returning organization_code`,
    [id],
  )
  console.log(`approved: organization ${rows[0]?.organization_code}; the site follows within seconds`)
}

async function sendBack(sql: Sql, subject: string | undefined, options: Options): Promise<void> {
  const reason = needed(options.reason, 'Say why with --reason; the school reads it.')
  const id = await registrationId(sql, subject)
  await run(
    sql,
    `update public.registrations set state = 'returned', decision_reason = $2 where id = $1 returning id`,
    [id, reason],
  )
  console.log('returned; the school has mail')
}

async function issueMany(sql: Sql, subject: string | undefined, options: Options): Promise<void> {
  const file = needed(subject, 'Name the file.')
  if (!/\.csv$/i.test(file)) throw new CommandError(`Only a .csv is read; save the sheet ${file} as CSV.`)
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    throw new CommandError(`There is no file ${file}.`)
  await issueFile(sql, file, { batch: options.batch, isDryRun: options['dry-run'] === true })
}

/** As the operator does it: the account is opened and verified on the platform, then its credential is typed in. */
async function issueOne(sql: Sql, subject: string | undefined, options: Options): Promise<void> {
  const code = await organizationCode(sql, needed(subject, 'Name the organization.'))
  const login = needed(options.login, 'Give the login name with --login.')
  const password = needed(options.password, 'Give the initial password with --password.')
  const platform = PLATFORMS.find((known) => known.id === (options.platform ?? 'weibo'))
  if (platform === undefined) throw new CommandError(`There is no platform ${options.platform}.`)
  // On Weibo people log in by the name in the address; elsewhere the address cannot be told from the login name.
  const typed = options.handle ?? (platform.id === 'weibo' ? login : null)
  const handle = typed === null ? null : plainHandle(typed)
  const accounts = await run(
    sql,
    `update public.accounts
set handle = coalesce(handle, $3), address = coalesce(address, $4), opened_on = coalesce(opened_on, private.today()),
    verified_on = coalesce(verified_on, private.today()), checked_at = now()
where organization_code = $1 and platform = $2 and subject = 'organization' and closed_on is null returning id`,
    [code, platform.id, handle, handle === null ? null : profileAddress(platform.id, handle)],
  )
  if (accounts.length === 0)
    throw new CommandError(
      `Organization ${code} has no open account on ${platform.id}: approve its registration first.`,
    )
  const rows = await run(
    sql,
    `insert into public.credential_intake (organization_code, platform, login_name, initial_password)
values ($1, $2, $3, $4) returning result, credential_id`,
    [code, platform.id, login, new Secret(password)],
  )
  console.log(rows[0]?.result)
  if (rows[0]?.credential_id == null) process.exitCode = 1
}

async function publish(sql: Sql, _subject: string | undefined, options: Options): Promise<void> {
  const pinnedUntil = options['pinned-until'] ?? null
  if (pinnedUntil !== null && Number.isNaN(Date.parse(pinnedUntil)))
    throw new CommandError(`--pinned-until is a day such as 2027-01-31, not ${pinnedUntil}.`)
  const issuer = await organizationCode(
    sql,
    needed(options.issuer, 'Name the issuing organization with --issuer.'),
  )
  const rows = await run(
    sql,
    `insert into public.announcements (issuer_code, title, body, pinned_until, state)
values ($1, $2, $3, $4, 'published') returning slug`,
    [
      issuer,
      needed(options.title, 'Give the title with --title.'),
      needed(options.body, 'Give the text with --body.'),
      pinnedUntil,
    ],
  )
  console.log(`published: /announcements/${rows[0]?.slug} within seconds`)
}

const LIST: StaffCommand = { name: 'list', takes: [], perform: list }
const APPROVE: StaffCommand = { name: 'approve', takes: [], perform: approve }
const RETURN: StaffCommand = { name: 'return', takes: ['reason'], perform: sendBack }
const ISSUE_ONE: StaffCommand = {
  name: 'issue',
  takes: ['login', 'password', 'platform', 'handle'],
  perform: issueOne,
}
const ISSUE_MANY: StaffCommand = { name: 'issue', takes: ['batch', 'dry-run'], perform: issueMany }
const PUBLISH: StaffCommand = {
  name: 'publish',
  takes: ['issuer', 'title', 'body', 'pinned-until'],
  perform: publish,
}

const looksLikeFile = (subject: string | undefined) =>
  subject !== undefined && /\.(csv|tsv|txt|xlsx?|ods|et)$/i.test(subject)

/**
 * The act that a person named.
 * @throws CommandError where there is none, or where an option beside it is none of its own: it would be passed over unseen
 */
export function chooseAct(name: string, subject: string | undefined, options: Options): StaffCommand {
  const acts = [LIST, APPROVE, RETURN, looksLikeFile(subject) ? ISSUE_MANY : ISSUE_ONE, PUBLISH]
  const act = acts.find((known) => known.name === name)
  if (act === undefined) throw new CommandError(`There is no command ${name}.`)
  const { takes } = act
  const strange = (Object.keys(options) as (keyof Options)[]).filter((option) => !takes.includes(option))
  if (strange.length > 0) {
    const what = act === ISSUE_MANY ? 'issue with a file' : name
    const taken = takes.map((option) => `--${option}`).join(', ') || 'none'
    throw new CommandError(
      `${what} does not take ${strange.map((option) => `--${option}`).join(', ')}. Options of it: ${taken}.`,
    )
  }
  return act
}
