import type { Browser, Page } from 'playwright-core'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { SUPERVISOR } from '../../supabase/seed/demonstration/desk.ts'
import { expectAccessible } from '../fixtures/browser/axe.ts'
import { credentialLink, mailedLink, proveMailbox, wait } from '../fixtures/browser/journey.ts'
import { DESKTOP, expectGoodManners, PHONE, type Visit, visit } from '../fixtures/browser/visit.ts'
import { launchBrowser } from '../fixtures/browser.ts'
import { asOwner, asStaff, signUp } from '../fixtures/database/callers.ts'
import { bounce, report } from '../fixtures/database/mail-events.ts'
import { decide, submitAs } from '../fixtures/database/registrations.ts'
import { mailboxAt } from '../fixtures/stack.ts'

const stack = inject('stack')
const mailbox = mailboxAt(stack.mailboxUrl)
const owner = postgres(stack.databaseUrl.superuser, { max: 1, onnotice: () => {} })
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await owner.end()
})

interface School {
  name: string
  code: string
  email: string
}

/** A school of the register whose registration has been approved, and whose account has been handed a credential. */
async function schoolWithCredential(name: string, email: string): Promise<School> {
  return owner.begin(async (transaction) => {
    const sql = transaction as unknown as Sql
    const [found] = await sql`select code from public.organizations where name = ${name}`
    const { id } = await submitAs(sql, email, {
      organization_code: found?.code,
      existing_accounts: [],
      wanted_account: { platform: 'bilibili', nickname: `${name}团委` },
    })
    await decide(sql, id, 'approved')
    await takeIn(sql, { organization_code: found?.code, platform: 'bilibili' })
    return { name, code: String(found?.code), email }
  })
}

async function takeIn(sql: Sql, row: Record<string, string>): Promise<void> {
  await asStaff(sql)
  const typed = { ...row, login_name: 'desk-login', initial_password: 'Desk-Pass-2026' }
  const [saved] = await sql`insert into public.credential_intake ${sql(typed)} returning result`
  expect(saved?.['result']).toContain('已封存')
}

/** The supervisor of the committee above an organization. */
async function superviseAbove(sql: Sql, code: string, email: string): Promise<void> {
  await sql`
    insert into public.staff_members (email, name, role, organization_code)
    select ${email}, '督导员', 'supervisor', parent_code from public.organizations where code = ${code}`
}

/** The mail with the link comes back. */
async function linkBounces(page: Page, { email }: School): Promise<void> {
  await wait(page, () =>
    owner.begin(async (transaction) => {
      const sql = transaction as unknown as Sql
      const [mail] = await sql`
        select id from private.outbox
        where recipient = ${email} and kind = 'credential_link' and state in ('sent', 'delivered')`
      if (mail === undefined) return null
      await report(sql, bounce(String(mail['id'])))
      await asOwner(sql)
      return true
    }),
  )
}

async function atTheDesk(supervisor: Visit, email: string): Promise<Page> {
  const { page } = supervisor
  await page.goto(`${stack.siteUrl}/desk`)
  await proveMailbox(page, mailbox, email)
  await page.getByText('先发生的在前').or(page.getByText('没有要处理的事')).waitFor()
  return page
}

const WIDTHS = [
  { width: '360 px', viewport: PHONE, colorScheme: 'light' as const, at: 'phone' },
  { width: '1280 px', viewport: DESKTOP, colorScheme: 'dark' as const, at: 'desktop' },
]

describe.each(WIDTHS)('at $width', ({ viewport, colorScheme, at }) => {
  test('a link that bounced is mended at the desk, proven by the school, and sent anew', async () => {
    const school = await schoolWithCredential(
      at === 'phone' ? '山西师范大学' : '内蒙古师范大学',
      `old.${at}@desk.example.com`,
    )
    const [bearer, mended] = [`supervisor.${at}@desk.example.com`, `new.${at}@desk.example.com`]
    await superviseAbove(owner, school.code, bearer)
    const supervisor = await visit(browser, [stack.siteUrl, stack.url], { viewport, colorScheme })
    const link = await credentialLink(supervisor.page, mailbox, school.email)
    await linkBounces(supervisor.page, school)

    const page = await atTheDesk(supervisor, bearer)
    // Anywhere in the row, not the name alone.
    await page.getByRole('row', { name: school.name }).getByText('无法送达').click()
    await page.getByRole('heading', { name: school.name }).waitFor()
    await expectGoodManners(supervisor)
    await expectAccessible(page)
    await page.getByRole('textbox', { name: '新的邮箱' }).fill('not a mailbox')
    await page.getByRole('button', { name: '发送验证码' }).click()
    expect(await page.getByRole('textbox', { name: '新的邮箱' }).getAttribute('aria-invalid')).toBe('true')
    await page.getByRole('textbox', { name: '新的邮箱' }).fill(mended)
    await page.getByRole('button', { name: '发送验证码' }).click()
    await page.getByText(`验证码已发到 ${mended}`).waitFor()
    await expectGoodManners(supervisor)

    const visitor = await visit(browser, [stack.siteUrl, stack.url], { viewport, colorScheme })
    await visitor.page.goto(await mailedLink(visitor.page, mailbox, mended, '/my'))
    await visitor.page.getByRole('button', { name: '确认，这是我们的邮箱' }).click()
    await visitor.page.getByRole('heading', { name: '邮箱已确认' }).waitFor()
    await expectGoodManners(visitor)

    await visitor.page.goto(link)
    await visitor.page.getByRole('button', { name: '打开凭据' }).click()
    await visitor.page.getByRole('button', { name: '打开凭据' }).waitFor({ state: 'hidden' })
    await expectGoodManners(visitor)
    expect(await visitor.page.getByText('desk-login').count()).toBe(0)
    await visitor.page.goto('about:blank')
    await visitor.page.goto(await credentialLink(visitor.page, mailbox, mended))
    await visitor.page.getByRole('button', { name: '打开凭据' }).click()
    await visitor.page.getByText('desk-login').waitFor()
    await visitor.context.close()

    // The supervisor comes back to the page.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.getByText('没有要处理的事').waitFor()
    await supervisor.context.close()
  })

  test('a bundle is opened one by one and each hand-out says who took it', async () => {
    const name = at === 'phone' ? '辽宁师范大学' : '哈尔滨师范大学'
    const bearer = `bearer.${at}@desk.example.com`
    await owner.begin(async (transaction) => {
      const sql = transaction as unknown as Sql
      const [found] = await sql`select code, parent_code from public.organizations where name = ${name}`
      await superviseAbove(sql, String(found?.['code']), bearer)
      // A link goes only to a mailbox that has signed in at the desk before.
      await signUp(sql, bearer)
      await sql`
        insert into public.accounts (organization_code, subject, platform, nickname)
        values (${found?.['code']}, 'organization', 'douyin', ${`${name}团委`})`
      const [bundle] = await sql`
        insert into private.bundles (organization_code, title)
        values (${found?.['parent_code']}, ${`第一批账号 ${at}`}) returning id`
      await takeIn(sql, {
        organization_code: String(found?.['code']),
        platform: 'douyin',
        bundle: String(bundle?.['id']),
      })
    })
    const carrier = await visit(browser, [stack.siteUrl, stack.url], { viewport, colorScheme })
    const { page } = carrier
    await page.goto(await credentialLink(page, mailbox, bearer))
    await page.getByRole('heading', { name: `第一批账号 ${at}` }).waitFor()
    expect(await page.getByText('desk-login').count()).toBe(0)
    await expectGoodManners(carrier)
    await expectAccessible(page)
    await page.getByRole('button', { name: new RegExp(`打开.*${name}`) }).click()
    await page.getByText('desk-login').waitFor()
    await page.getByRole('button', { name: '记下，已转交' }).click()
    const taker = page.getByRole('textbox', { name: '交给了谁' })
    await page.locator('[aria-invalid="true"]').waitFor()
    await expectGoodManners(carrier)
    await taker.fill('方晓 0571-64212345')
    await page.getByRole('button', { name: '记下，已转交' }).click()
    await page.getByText('已转交给 方晓 0571-64212345').waitFor()
    expect(await page.getByText('desk-login').count()).toBe(0)
    await expectGoodManners(carrier)

    await atTheDesk(carrier, bearer)
    await page.getByText('已转交 1 个').waitFor()
    await expectGoodManners(carrier)
    await carrier.context.close()
  })

  test('a school whose person left gets its account back through the level above', async () => {
    const school = await schoolWithCredential(
      at === 'phone' ? '安徽师范大学' : '福建师范大学',
      `left.${at}@desk.example.com`,
    )
    const [above, fresh] = [`above.${at}@desk.example.com`, `fresh.${at}@desk.example.com`]
    await superviseAbove(owner, school.code, above)
    const visitor = await visit(browser, [stack.siteUrl, stack.url], { viewport, colorScheme })
    const mine = visitor.page
    await mine.goto(await credentialLink(mine, mailbox, school.email))
    await mine.getByRole('button', { name: '打开凭据' }).click()
    await mine.getByText('desk-login').waitFor()

    await mine.goto(`${stack.siteUrl}/my`)
    await proveMailbox(mine, mailbox, fresh)
    await mine.getByRole('button', { name: '申请找回账号' }).click()
    await mine.getByLabel('单位编号').fill(school.code)
    await mine.getByLabel('原来的联系人走了').check()
    await mine.getByLabel('您的姓名').fill('沈书言')
    await mine.getByLabel('职务').fill('团委书记')
    await mine.getByLabel('手机').fill('1380000')
    await mine.getByRole('button', { name: '提交申请' }).click()
    await mine.locator('[aria-invalid="true"]').waitFor()
    await expectGoodManners(visitor)
    await expectAccessible(mine)
    expect(await mine.getByLabel('您的姓名').inputValue()).toBe('沈书言')
    await mine.getByLabel('手机').fill('13800004321')
    await mine.getByRole('button', { name: '提交申请' }).click()
    await mine.getByText('申请已交给上级团组织').waitFor()

    const supervisor = await visit(browser, [stack.siteUrl, stack.url], { viewport, colorScheme })
    const desk = await atTheDesk(supervisor, above)
    await desk.getByRole('button', { name: school.name }).click()
    await desk.getByText('沈书言').first().waitFor()
    await expectGoodManners(supervisor)
    await expectAccessible(desk)
    await desk.getByRole('button', { name: '不同意' }).click()
    await desk.getByText('不同意时请写明原因').waitFor()
    await desk.getByRole('button', { name: '已核实，同意找回' }).click()
    await desk.getByText('已同意：联系人和邮箱已换好').waitFor()
    await supervisor.context.close()
    const [contact] = await owner`
      select k.email, k.name from public.contacts k join public.registrations r on r.id = k.registration_id
      where r.organization_code = ${school.code}`
    expect(contact).toEqual({ email: fresh, name: '沈书言' })
    await visitor.context.close()
  })
})

test('each case that waits in the trial says what happened and what can be done', async () => {
  const supervisor = await visit(browser, [stack.siteUrl, stack.url], { viewport: PHONE })
  const page = await atTheDesk(supervisor, SUPERVISOR.email)
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport)
    for (const [name, happened, button] of [
      ['杭州电子科技大学', '无法送达：这个邮箱不存在，请核对地址', '向原来的邮箱再发一个链接'],
      ['浙江工业大学', '久未领取：多次提醒以后，仍然没有人打开链接', '向原来的邮箱再发一个链接'],
      ['宁波大学', '久未启用：凭据已打开，一直没有确认启用', '学校已启用'],
      ['温州大学', '邮箱收不到信：这个邮箱不存在，请核对地址', '发送验证码'],
    ] as const) {
      await page.getByRole('button', { name }).click()
      await page.getByRole('heading', { name }).waitFor()
      await page.getByText(happened).waitFor()
      await page.getByRole('button', { name: button }).waitFor()
      await expectGoodManners(supervisor)
      await expectAccessible(page)
    }
  }
  await supervisor.context.close()
})
