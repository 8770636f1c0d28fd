import type { Browser } from 'playwright-core'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  agreeAndSend,
  chooseOrganization,
  credentialLink,
  fillContact,
  proveMailbox,
  reloadUntil,
  wishForAccount,
} from '../fixtures/browser/journey.ts'
import { DESKTOP, expectGoodManners, PHONE, visit } from '../fixtures/browser/visit.ts'
import { launchBrowser } from '../fixtures/browser.ts'
import { mailboxAt } from '../fixtures/stack.ts'

const stack = inject('stack')
const mailbox = mailboxAt(stack.mailboxUrl)
const sql = postgres(stack.databaseUrl.staff, { max: 1, onnotice: () => {} })
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await sql.end()
})

describe.each([
  { width: '360 px', viewport: PHONE, name: '河北师范大学', email: 'phone@example.com' },
  { width: '1280 px', viewport: DESKTOP, name: '天津师范大学', email: 'desktop@example.com' },
])('the whole loop at $width', ({ viewport, name, email }) => {
  test('a school registers, is approved, opens its credential, and stands in the directory as official', async () => {
    const school = await visit(browser, [stack.siteUrl, stack.url], { viewport })
    const { page } = school

    await page.goto(`${stack.siteUrl}/register`)
    await chooseOrganization(page, name)
    await proveMailbox(page, mailbox, email)
    await fillContact(page, { name: '林安然', post: '团委书记', mobile: '+86 １３８ 0000 1234' })
    await wishForAccount(page, `${name}团委`)
    await agreeAndSend(page)
    await page.getByRole('heading', { name: '登记已提交' }).waitFor()
    await expectGoodManners(school)

    const [registration] = await sql`
      update public.registrations r set state = 'approved' from public.contacts k
      where k.registration_id = r.id and k.email = ${email} and r.state = 'submitted'
      returning r.organization_code as code, k.mobile`
    expect(registration?.mobile).toBe('13800001234')
    const address = `${stack.siteUrl}/o/${registration?.code.slice(0, 2)}/${registration?.code}`
    await reloadUntil(page, address, '已登记')
    await expectGoodManners(school)

    await sql`
      update public.accounts set handle = ${`test-${registration?.code}`}, address = ${`https://weibo.com/test-${registration?.code}`},
        opened_on = current_date, verified_on = current_date, checked_at = now()
      where organization_code = ${registration?.code}`
    const [intake] = await sql`
      insert into public.credential_intake (organization_code, platform, login_name, initial_password)
      values (${registration?.code}, 'weibo', 'school-login', 'Initial-Pass-2026') returning result, initial_password`
    expect(intake).toEqual({ result: '已封存，信已排队', initial_password: null })

    await page.goto(await credentialLink(page, mailbox, email))
    await page.getByRole('button', { name: '打开凭据' }).click()
    await page.getByText('school-login').waitFor()
    expect(page.url()).not.toContain('#')
    await expectGoodManners(school)
    await page.getByLabel('用登录名和初始密码登录平台').check()
    await page.getByLabel('登录后马上修改密码').check()
    await page.getByRole('button', { name: '我已启用' }).click()
    await page.getByRole('heading', { name: /启用/ }).waitFor()

    await reloadUntil(page, address, '官方')
    await expectGoodManners(school)
    const [state] = await sql`
      select r.state, c.sealed is null as erased from private.credentials c join public.registrations r on r.id = c.registration_id
      where r.organization_code = ${registration?.code}`
    expect(state).toEqual({ state: 'activated', erased: true })
    await school.context.close()
  })
})
