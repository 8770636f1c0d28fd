import type { Sql, TransactionSql } from 'postgres'
import { profileAddress } from '../../functions/_shared/contracts/addresses/pattern.ts'
import { DEMONSTRATION_ANNOUNCEMENTS } from './announcements.ts'
import { DEMONSTRATION_CASES, type DemonstrationCase, inventedContact, REASONS } from './cases.ts'
import { DESK_CASES, loadDesk } from './desk.ts'
import { loadUniversityAccounts } from './university-accounts.ts'

/**
 * Adds the trial's set to a register that holds no registration yet, in one transaction, and raises the banner 演示数据.
 * Returns sentences. A register with real registrations is refused: this set must never mix with them.
 */
export async function loadDemonstration(sql: Sql): Promise<string[]> {
  return await sql.begin(async (tx) => {
    const [state] = await tx`
      select is_demonstration, exists (select from public.registrations) as in_use from public.register_state`
    if (state?.is_demonstration) return ['demonstration: already there']
    if (state?.in_use)
      throw new Error('this register holds registrations; the demonstration set is for an empty one')
    await tx`update public.register_state set is_demonstration = true where is_only_row`
    const cases = [...DEMONSTRATION_CASES, ...DESK_CASES]
    for (const [index, entry] of cases.entries()) await loadCase(tx, entry, index + 1)
    await loadDesk(tx)
    await loadOddities(tx)
    await loadAnnouncements(tx)
    const { added, left } = await loadUniversityAccounts(tx)
    await tx`update private.outbox set state = 'cancelled', reason = 'demonstration' where state = 'queued'`
    return [
      `demonstration: ${cases.length} organizations, ${DEMONSTRATION_ANNOUNCEMENTS.length} announcements`,
      `accounts found of universities: ${added} added, unverified; ${left.length} left out`,
      ...left.map((line) => `left out: ${line}`),
    ]
  })
}

async function organizationCode(tx: TransactionSql, name: string): Promise<string> {
  const [row] = await tx`select code from public.organizations where name = ${name} order by code limit 1`
  if (row === undefined) throw new Error(`the register has no ${name}`)
  return row.code
}

async function loadCase(tx: TransactionSql, entry: DemonstrationCase, index: number): Promise<void> {
  const code = await organizationCode(tx, entry.organization)
  const nickname = entry.organization
    .replace(/委员会$/, '委')
    .replace(/(?<!委)$/, '团委')
    .slice(0, 30)
  const accounts = entry.platforms.map((platform) => {
    const handle = platform === 'bilibili' ? `9000${code}` : `yanshi-${code}`
    return { platform, handle, nickname, address: profileAddress(platform, handle) }
  })
  const wanted = entry.stage === 'wanted' ? accounts[0] : undefined
  const contact = inventedContact(index)

  const [registration] = await tx`
    insert into public.registrations (organization_code, existing_accounts, wanted_platform, wanted_nickname,
      declared_at, consented_register_at, consented_mail_at)
    values (${code}, ${wanted ? '[]' : JSON.stringify(accounts)}::text::jsonb, ${wanted?.platform ?? null}, ${wanted?.nickname ?? null},
      now(), now(), now())
    returning id`
  const id: string = registration?.id
  await tx`
    insert into public.contacts (registration_id, name, post, phone, mobile, email, mailbox_verified_at)
    values (${id}, ${contact.name}, ${contact.post}, ${contact.phone}, ${contact.mobile}, ${contact.email}, now())`
  await tx`update public.registrations set state = 'submitted' where id = ${id}`
  if (entry.stage === 'submitted') return
  if (entry.stage === 'returned' || entry.stage === 'rejected' || entry.stage === 'withdrawn') {
    const reason = REASONS[entry.stage] ?? null
    await tx`update public.registrations set state = ${entry.stage}, decision_reason = ${reason} where id = ${id}`
    return
  }
  await tx`update public.registrations set state = 'approved' where id = ${id}`
  await agePast(tx, entry, code, index)
  if (entry.stage === 'official')
    await tx`update public.registrations set state = 'activated' where id = ${id}`
}

/** Dates that a living directory would have, spread over the year by the case's place in the list. */
async function agePast(
  tx: TransactionSql,
  entry: DemonstrationCase,
  code: string,
  index: number,
): Promise<void> {
  const day = (offset: number) =>
    new Date(Date.UTC(2026, 2, 1 + index * 3 + offset)).toISOString().slice(0, 10)
  await tx`update public.organizations set registered_on = ${day(0)} where code = ${code}`
  if (entry.stage === 'wanted') return
  await tx`
    update public.accounts set opened_on = ${day(2)},
      verified_on = ${entry.stage === 'opened' ? null : day(6)},
      handed_over_on = ${entry.stage === 'official' ? day(9) : null},
      checked_at = ${entry.stage === 'opened' ? null : `${day(40)}T02:00:00Z`}::timestamptz
    where organization_code = ${code}`
}

/** What the cases do not show: projects, accounts on platforms that are gone, an account that was closed. */
async function loadOddities(tx: TransactionSql): Promise<void> {
  const nation = await organizationCode(tx, '共青团中央委员会')
  const tsinghua = await organizationCode(tx, '清华大学')
  for (const project of ['12355 青少年服务台', '希望工程', '中国青年志愿者', '保护母亲河'])
    await tx`
      insert into public.accounts (organization_code, subject, project, platform, nickname, handle, address, opened_on, verified_on, checked_at)
      values (${nation}, 'project', ${project}, 'weibo', ${`${project.replace(/\s/g, '')}官方`}, ${`yanshi-p${project.length}${project.charCodeAt(0)}`},
        ${`https://weibo.com/yanshi-p${project.length}${project.charCodeAt(0)}`}, '2026-03-05', '2026-03-20', '2026-10-20T02:00:00Z')`
  await tx`
    insert into public.accounts (organization_code, platform, nickname, handle, address, opened_on, verified_on, closed_on)
    values (${nation}, 'tencent', '共青团中央', 'yanshi-gqt', 'https://t.qq.com/yanshi-gqt', '2012-11-01', '2012-12-01', '2020-09-28'),
           (${nation}, 'k618', '共青团中央', 'yanshi-gqt', 'https://t.k618.cn/yanshi-gqt', '2013-03-01', '2013-03-15', '2019-06-30'),
           (${tsinghua}, 'tencent', '清华大学团委', 'yanshi-thu', 'https://t.qq.com/yanshi-thu', '2012-11-20', '2012-12-10', '2020-09-28')`
}

async function loadAnnouncements(tx: TransactionSql): Promise<void> {
  for (const { issuer, ...notice } of DEMONSTRATION_ANNOUNCEMENTS)
    await tx`
      insert into public.announcements ${tx({
        ...notice,
        issuer_code: await organizationCode(tx, issuer),
        publish_at: `${notice.issued_on}T01:00:00Z`,
        state: 'published',
      })}`
}
