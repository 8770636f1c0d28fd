import type { TransactionSql } from 'postgres'
import type { DemonstrationCase } from './cases.ts'

/**
 * What waits for the level above in the trial: its person signs in at /desk with the code that comes to the trial's mailbox. All
 * cases are below the one committee, and each came to its state the way that it does in the field.
 */
export const SUPERVISOR = {
  committee: '共青团浙江省委员会',
  email: 'zhejiang@example.com',
  name: '韩知夏',
} as const

type Trouble = 'undeliverable' | 'no_response' | 'not_activated' | 'mailbox'

export const DESK_CASES: readonly (DemonstrationCase & { readonly trouble: Trouble })[] = (
  [
    ['undeliverable', '杭州电子科技大学'],
    ['no_response', '浙江工业大学'],
    ['not_activated', '宁波大学'],
    ['mailbox', '温州大学'],
  ] as const
).map(([trouble, organization]) => ({ trouble, organization, stage: 'wanted', platforms: ['weibo'] }))

/** Lets the cases, whose registrations are approved by now, get stuck. */
export async function loadDesk(tx: TransactionSql): Promise<void> {
  await tx`
    insert into public.staff_members (email, name, role, organization_code)
    select ${SUPERVISOR.email}, ${SUPERVISOR.name}, 'supervisor', code from public.organizations where name = ${SUPERVISOR.committee}`
  for (const { organization, trouble } of DESK_CASES) {
    const [found] = await tx`select code from public.organizations where name = ${organization}`
    const code = String(found?.code)
    if (trouble === 'mailbox') await bounce(tx, await lastMail(tx, code))
    else await getStuck(tx, code, trouble)
  }
}

async function getStuck(tx: TransactionSql, code: string, trouble: Exclude<Trouble, 'mailbox'>) {
  await tx`
    update public.accounts set handle = ${`yanshi-${code}`}, address = ${`https://weibo.com/yanshi-${code}`},
      opened_on = private.today(), verified_on = private.today(), checked_at = now()
    where organization_code = ${code} and platform = 'weibo'`
  const [intake] = await tx`
    insert into public.credential_intake (organization_code, platform, login_name, initial_password)
    values (${code}, 'weibo', ${`yanshi-${code}`}, ${`Yanshi-${code}`}) returning credential_id, result`
  if (!intake?.credential_id) throw new Error(`no credential for ${code}: ${intake?.result}`)
  const mail = await lastMail(tx, code)
  if (trouble === 'undeliverable') return await bounce(tx, mail)
  await happen(tx, mail, { type: 'email.delivered' })
  const id: string = intake.credential_id
  if (trouble === 'not_activated') await tx`select public.open_credential(${id}, 1, 'demonstration')`
  await tx`select private.give_up_waiting(c) from private.credentials c where c.id = ${id}`
}

/** The newest mail to an organization's contact; those before it have arrived. */
async function lastMail(tx: TransactionSql, code: string): Promise<string> {
  const mails = await tx`
    select m.id from private.outbox m
    join public.contacts k on k.email = m.recipient join public.registrations r on r.id = k.registration_id
    where r.organization_code = ${code} order by m.position`
  for (const { id } of mails.slice(0, -1)) await happen(tx, id, { type: 'email.delivered' })
  const last = mails.at(-1)
  if (last === undefined) throw new Error(`no mail to ${code}`)
  return last.id
}

async function bounce(tx: TransactionSql, mail: string): Promise<void> {
  await happen(tx, mail, { type: 'email.bounced', is_dead: true, reason: '这个邮箱不存在，请核对地址' })
}

/** Tells of a mail what the provider would tell. */
async function happen(tx: TransactionSql, mail: string, event: Record<string, unknown>): Promise<void> {
  const whole = { is_dead: false, ...event, mail_id: mail, happened_at: new Date().toISOString() }
  await tx`select public.record_mail_event(${`demonstration-${mail}`}, ${JSON.stringify(whole)}::text::jsonb)`
}
