import { describe, expect } from 'vitest'
import { asContact } from '../../fixtures/database/callers.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import {
  approvedRegistration,
  existingAccount,
  PERSON,
  submission,
  submit,
} from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

const contact = { name: PERSON.name, post: PERSON.post, phone: PERSON.phone, mobile: PERSON.mobile }

describe('each refusal names its field', () => {
  const wanted = { platform: 'bilibili', nickname: '桐庐县第一中学团委' }
  const cases: readonly (readonly [object, string, string])[] = [
    [{ purpose: 'conquer' }, 'purpose-missing', 'purpose'],
    [{ purpose: null }, 'purpose-missing', 'purpose'],
    [{ organization_code: '999998' }, 'organization-missing', 'organization_code'],
    [{ organization_code: CODE.closedSchool }, 'organization-closed', 'organization_code'],
    [{ organization_code: null }, 'organization-not-chosen', 'organization_code'],
    [
      { proposal: { name: '桐庐县第二中学', division_code: '330122' } },
      'organization-and-proposal',
      'organization_code',
    ],
    [
      { organization_code: null, proposal: { name: '二中', division_code: '330122' } },
      'proposal-name',
      'proposal.name',
    ],
    [
      { organization_code: null, proposal: { name: '桐庐县第二中学', division_code: '999999' } },
      'proposal-division',
      'proposal.division_code',
    ],
    [
      { organization_code: null, proposal: { name: '桐庐县第二中学', division_code: '000000' } },
      'proposal-division',
      'proposal.division_code',
    ],
    [
      {
        organization_code: null,
        purpose: 'change',
        note: '改名',
        proposal: { name: '桐庐县第二中学', division_code: '330122' },
      },
      'proposal-only-registers',
      'organization_code',
    ],
    [{ contact: {} }, 'contact-name', 'contact.name'],
    [{ contact: null }, 'contact-name', 'contact.name'],
    [{ contact: { ...contact, name: '程' } }, 'contact-name', 'contact.name'],
    [{ contact: { ...contact, name: '程'.repeat(31) } }, 'contact-name', 'contact.name'],
    [{ contact: { ...contact, post: '\u200b' } }, 'contact-post', 'contact.post'],
    [{ contact: { ...contact, mobile: null } }, 'contact-mobile', 'contact.mobile'],
    [{ contact: { ...contact, mobile: '1377770000' } }, 'contact-mobile', 'contact.mobile'],
    [{ contact: { ...contact, phone: '12345' } }, 'contact-phone', 'contact.phone'],
    [{ existing_accounts: 'none' }, 'existing-accounts-list', 'existing_accounts'],
    [{ existing_accounts: Array(11).fill(existingAccount) }, 'existing-accounts-list', 'existing_accounts'],
    [
      { existing_accounts: [existingAccount, existingAccount] },
      'existing-account-twice',
      'existing_accounts.1.platform',
    ],
    [{ existing_accounts: [3] }, 'existing-account-platform', 'existing_accounts.0.platform'],
    [
      { existing_accounts: [{ ...existingAccount, platform: 'myspace' }] },
      'existing-account-platform',
      'existing_accounts.0.platform',
    ],
    [
      { existing_accounts: [{ ...existingAccount, handle: 'a b' }] },
      'existing-account-handle',
      'existing_accounts.0.handle',
    ],
    [
      { existing_accounts: [{ ...existingAccount, nickname: '一' }] },
      'existing-account-nickname',
      'existing_accounts.0.nickname',
    ],
    [
      { existing_accounts: [{ ...existingAccount, address: 'https://zhihu.com/people/x1' }] },
      'existing-account-address',
      'existing_accounts.0.address',
    ],
    [
      { existing_accounts: [{ ...existingAccount, address: 'javascript:alert(1)' }] },
      'existing-account-address',
      'existing_accounts.0.address',
    ],
    [{ wanted_account: { ...wanted, platform: 'k618' } }, 'wanted-platform', 'wanted_account.platform'],
    [
      { wanted_account: { ...wanted, platform: 'weibo' } },
      'wanted-beside-existing',
      'wanted_account.platform',
    ],
    [{ wanted_account: { nickname: '桐庐县第一中学团委' } }, 'wanted-platform', 'wanted_account.platform'],
    [{ wanted_account: { ...wanted, nickname: '桐庐一中' } }, 'wanted-nickname', 'wanted_account.nickname'],
    [{ wanted_account: { ...wanted, nickname: null } }, 'wanted-nickname', 'wanted_account.nickname'],
    [
      { organization_code: CODE.tonglu, wanted_account: { ...wanted, nickname: '桐庐1中团委' } },
      'wanted-nickname',
      'wanted_account.nickname',
    ],
    [{ existing_accounts: [], wanted_account: null }, 'accounts-missing', 'wanted_account'],
    [{ purpose: 'change' }, 'note-missing', 'note'],
    [{ note: '长'.repeat(501) }, 'note-long', 'note'],
    [{ declared: false }, 'declaration-missing', 'declared'],
    [{ declared: 'true' }, 'declaration-missing', 'declared'],
    [{ consented_register: null }, 'consent-register-missing', 'consented_register'],
    [{ consented_mail: 1 }, 'consent-mail-missing', 'consented_mail'],
  ]

  test.for(cases)('%j: %s at %s', async ([different, code, field], { sql }) => {
    await asContact(sql, PERSON.email)
    expect(await refusalOf(sql, () => submit(sql, submission(different)))).toMatchObject({
      state: 'P0001',
      code,
      field,
      message: expect.stringMatching(/[一-龥]/),
    })
  })

  test.for([null, {}, [], 'x', 3])(
    'what is no registration at all (%j) is refused in words',
    async (typed, { sql }) => {
      await asContact(sql, PERSON.email)
      const handIn = () => sql`select public.submit_registration(${JSON.stringify(typed)}::text::jsonb)`
      expect(await refusalOf(sql, handIn)).toMatchObject({ state: 'P0001' })
    },
  )

  test('a registered organization adds or changes, and does not register again', async ({ sql }) => {
    await approvedRegistration(sql)
    await asContact(sql, 'other@example.org')
    expect(await refusalOf(sql, () => submit(sql, submission()))).toMatchObject({
      code: 'organization-registered',
      field: 'organization_code',
    })
    const more = { purpose: 'add_account', existing_accounts: [] }
    expect(await refusalOf(sql, () => submit(sql, submission(more)))).toMatchObject({
      code: 'wanted-second-on-platform',
      field: 'wanted_account.platform',
    })
    await submit(
      sql,
      submission({ ...more, wanted_account: { platform: 'zhihu', nickname: '桐庐县第一中学团委' } }),
    )
  })
})
