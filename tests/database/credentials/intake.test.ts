import { decrypt, readMessage, readPrivateKey } from 'openpgp'
import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asStaff } from '../../fixtures/database/callers.ts'
import {
  credential,
  installSealingKey,
  LOGIN_NAME,
  PASSWORD,
  sealingPair,
  takeIn,
} from '../../fixtures/database/credentials.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration, PERSON } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

async function readyToIssue(sql: Sql): Promise<void> {
  await installSealingKey(sql)
  await approvedRegistration(sql)
}

async function unseal(sealed: Uint8Array): Promise<unknown> {
  const { data } = await decrypt({
    message: await readMessage({ binaryMessage: new Uint8Array(sealed) }),
    decryptionKeys: await readPrivateKey({ armoredKey: sealingPair.privateKey }),
  })
  return JSON.parse(String(data))
}

describe('a row of credential_intake', () => {
  test('is sealed at once, blanked, and its link queued', async ({ sql }) => {
    await readyToIssue(sql)
    const row = await takeIn(sql)
    expect(row).toMatchObject({ result: '已封存，信已排队', initial_password: null })
    const sealed = await credential(sql, row.credential_id ?? '')
    expect(sealed).toMatchObject({ state: 'queued', generation: 1 })
    const [mail] = await sql`select recipient, payload, subject_id, generation from private.outbox
      where kind = 'credential_link'`
    expect(mail).toEqual({
      recipient: PERSON.email,
      payload: {
        organization_name: '桐庐县第一中学',
        platform_name: '哔哩哔哩',
        contact_name: PERSON.name,
        link_expires_at: expect.any(String),
      },
      subject_id: row.credential_id,
      generation: 1,
    })
  })

  test('opens with the private key alone, and names its own row', async ({ sql }) => {
    await readyToIssue(sql)
    const { credential_id } = await takeIn(sql)
    const { sealed } = await credential(sql, credential_id ?? '')
    expect(await unseal(sealed)).toEqual({
      credential_id,
      login_name: LOGIN_NAME,
      initial_password: PASSWORD,
    })
  })

  test('finds its account by id too, in whatever width it was typed', async ({ sql }) => {
    await readyToIssue(sql)
    const [account] = await sql`select id from public.accounts where platform = 'bilibili'`
    const wide = String(account?.id).replace(/\d/g, (digit) =>
      String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
    )
    const row = await takeIn(sql, { account_id: ` ${wide} `, organization_code: null, platform: null })
    expect(row.result).toBe('已封存，信已排队')
  })

  test.for([
    ['no login name', { login_name: '' }, /没有填登录名/],
    ['no password', { initial_password: null }, /没有填初始密码/],
    ['a login name beyond measure', { login_name: 'x'.repeat(201) }, /不能超过 200 个字/],
    ['no such organization', { organization_code: '999998' }, /找不到这个组织编号/],
    ['no organization', { organization_code: ' ' }, /没有填账号编号，也没有填组织编号/],
    ['no platform', { platform: null }, /没有填平台/],
    ['no such platform', { platform: '哪儿' }, /没有这个平台，请写代号：.*weibo/],
    ['no such number', { account_id: 'null; drop table' }, /找不到这个账号编号/],
    ['a number of none', { account_id: '999999999' }, /找不到这个账号编号/],
    ['no account on a platform', { platform: 'xiaohongshu' }, /该单位在这个平台没有账号/],
    [
      'an organization that nobody approved, and no account',
      { organization_code: CODE.neighbour, platform: 'bilibili' },
      /该单位还没有通过审核的登记，请先审核登记/,
    ],
    [
      'nothing at all',
      { organization_code: null, platform: null, login_name: null, initial_password: null },
      /没有填/,
    ],
    [
      'an organization without a registration',
      { organization_code: CODE.neighbour, platform: 'weibo' },
      /没有可以发信的邮箱/,
    ],
  ] as const)('with %s is not taken, and says why', async ([, typed, reason], { sql }) => {
    await readyToIssue(sql)
    await sql`insert into public.accounts (organization_code, platform) values (${CODE.neighbour}, 'weibo')`
    const row = await takeIn(sql, typed)
    expect(row).toMatchObject({
      result: expect.stringMatching(reason),
      credential_id: null,
      initial_password: null,
    })
    expect(row.result).toMatch(/^未收下：/)
    expect(await sql`select from private.credentials`).toHaveLength(0)
  })

  test('is not taken before a key is installed', async ({ sql }) => {
    await approvedRegistration(sql)
    expect(await takeIn(sql)).toMatchObject({
      result: expect.stringMatching(/还没有安装封存公钥/),
      initial_password: null,
    })
  })

  test('never fails on what a hand or a file may bring', async ({ sql }) => {
    await readyToIssue(sql)
    const { id } = await takeIn(sql)
    const garbage = {
      id,
      result: 'x',
      credential_id: 'x',
      received_at: '昨天',
      login_name: '\ud83d\ude00\u202e"\'\\',
      platform: '',
    }
    expect(await takeIn(sql, garbage)).toMatchObject({ credential_id: null, initial_password: null })
  })

  test('replaces what was issued before: the first link and its mail are dead', async ({ sql }) => {
    await readyToIssue(sql)
    const first = await takeIn(sql)
    const second = await takeIn(sql)
    expect(await credential(sql, first.credential_id ?? '')).toMatchObject({ state: 'revoked', sealed: null })
    expect(await credential(sql, second.credential_id ?? '')).toMatchObject({ state: 'queued' })
    const links =
      await sql`select state, subject_id from private.outbox where kind = 'credential_link' order by position`
    expect(links).toEqual([
      { state: 'cancelled', subject_id: first.credential_id },
      { state: 'queued', subject_id: second.credential_id },
    ])
  })

  test('does not change any more once it is sealed', async ({ sql }) => {
    await readyToIssue(sql)
    const { id, credential_id } = await takeIn(sql)
    await asStaff(sql)
    const [changed] = await sql`update public.credential_intake
      set login_name = 'other', initial_password = 'other', credential_id = null, id = id + 1000 where id = ${id} returning *`
    expect(changed).toMatchObject({
      id,
      credential_id,
      login_name: null,
      initial_password: null,
      result: expect.stringMatching(/不能再改/),
    })
    await asOwner(sql)
    expect(await sql`select from private.credentials`).toHaveLength(1)
  })

  test('that was refused may be corrected in place', async ({ sql }) => {
    await readyToIssue(sql)
    const { id } = await takeIn(sql, { platform: 'nowhere' })
    const [corrected] = await sql`update public.credential_intake
      set platform = 'bilibili', initial_password = ${PASSWORD} where id = ${id} returning result, initial_password`
    expect(corrected).toEqual({ result: '已封存，信已排队', initial_password: null })
  })
})

test('a key that cannot seal is not installed', async ({ sql }) => {
  await asStaff(sql)
  for (const armored of ['', 'no key', sealingPair.publicKey.slice(0, 300)])
    expect(await refusalOf(sql, () => sql`select private.install_sealing_key(${armored})`)).not.toBeNull()
  await asOwner(sql)
  expect(await sql`select from private.sealing_keys`).toHaveLength(0)
})
