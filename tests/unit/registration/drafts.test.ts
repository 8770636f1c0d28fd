import { describe, expect, it } from 'vitest'
import {
  draftInTab,
  draftOf,
  forgetAllInTab,
  forgetInTab,
  keepInTab,
  mergeDrafts,
  parseDraft,
  serverDraft,
  subjectOf,
} from '../../../src/lib/registration/draft.ts'
import { EMPTY_FORM, type FormValues } from '../../../src/lib/registration/form-values.ts'
import { memoryStorage } from '../../../src/lib/session/tab-storage.ts'

const EARLIER = new Date('2026-11-22T03:00:00Z')
const LATER = new Date('2026-11-23T03:00:00Z')
const organization = (code: string) => ({
  code,
  name: `单位${code}`,
  place: '',
  level: 5 as const,
  kind: 'school' as const,
  status: 'expected' as const,
})
const contact = { name: '王小明', post: '团委书记', phone: '', mobile: '13800138000' }
const values = (change: Partial<FormValues>): FormValues => ({ ...EMPTY_FORM, ...change })

describe('a draft in the tab', () => {
  it('comes back as it was kept, and only for its subject', () => {
    const storage = memoryStorage()
    const draft = draftOf('register', values({ contact, email: 'a@qq.com', declared: true }), LATER)
    expect(keepInTab(storage, draft)).toBe(true)
    expect(draftInTab(storage, 'register')).toEqual(draft)
    expect(draftInTab(storage, 'change:100123')).toBeNull()
  })

  it('is forgotten alone, or all together on signing out', () => {
    const storage = memoryStorage()
    for (const subject of ['register', 'change:100123', 'add_account:100123'])
      keepInTab(storage, draftOf(subject, EMPTY_FORM, LATER))
    forgetInTab(storage, 'register')
    expect(draftInTab(storage, 'register')).toBeNull()
    expect(draftInTab(storage, 'change:100123')).not.toBeNull()
    forgetAllInTab(storage)
    expect(draftInTab(storage, 'change:100123')).toBeNull()
    expect(draftInTab(storage, 'add_account:100123')).toBeNull()
  })

  it.each(['{', 'null', '{"version":2}', '[]'])('that is broken (%s) counts as none', (text) => {
    const storage = memoryStorage()
    storage.setItem('minglu.draft.register', text)
    expect(draftInTab(storage, 'register')).toBeNull()
  })

  it('says so when the browser refuses to keep it', () => {
    const full = {
      ...memoryStorage(),
      setItem() {
        throw new DOMException('quota', 'QuotaExceededError')
      },
    }
    expect(keepInTab(full, draftOf('register', EMPTY_FORM, LATER))).toBe(false)
  })
})

describe('a draft on the server', () => {
  it('carries no consent and no mailbox, and stays under the limit with every field full', () => {
    const row = {
      key: 'k',
      by: 'address' as const,
      platform: 'weibo' as const,
      handle: '',
      nickname: '昵'.repeat(30),
    }
    const full = values({
      contact: { ...contact, name: '名'.repeat(30), post: '职'.repeat(30) },
      note: '字'.repeat(500),
      email: 'a@qq.com',
      declared: true,
      consented_register: true,
      consented_mail: true,
      existing_accounts: Array.from({ length: 10 }, () => ({
        ...row,
        pasted: `https://weibo.com/${'a'.repeat(400)}`,
      })),
    })
    const kept = serverDraft(draftOf('register', full, LATER))
    expect(kept.values).toMatchObject({
      email: '',
      declared: false,
      consented_register: false,
      consented_mail: false,
      note: full.note,
    })
    expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(32_768)
    expect(parseDraft(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  })
})

describe('the subject of a draft', () => {
  it.each([
    [{ correcting: null, purpose: 'register' as const }, '100123', 'register'],
    [{ correcting: null, purpose: 'add_account' as const }, '100123', 'add_account:100123'],
    [
      { correcting: '5f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11', purpose: 'register' as const },
      null,
      'correct:5f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11',
    ],
  ])('%o', (about, code, subject) => {
    expect(subjectOf(about, code)).toBe(subject)
  })
})

describe('two drafts of one registration', () => {
  const merge = (older: Partial<FormValues>, newer: Partial<FormValues>) =>
    mergeDrafts(draftOf('register', values(older), EARLIER), draftOf('register', values(newer), LATER))
      ?.values

  it('the only one there is wins', () => {
    const draft = draftOf('register', EMPTY_FORM, LATER)
    expect(mergeDrafts(null, draft)).toBe(draft)
    expect(mergeDrafts(draft, null)).toBe(draft)
    expect(mergeDrafts(null, null)).toBeNull()
  })

  it('the newer one wins, in whatever order they come', () => {
    const one = draftOf('register', values({ note: '旧' }), EARLIER)
    const other = draftOf('register', values({ note: '新' }), LATER)
    expect(mergeDrafts(one, other)?.values.note).toBe('新')
    expect(mergeDrafts(other, one)?.values.note).toBe('新')
  })

  it('the newer one takes from the older one what it does not hold', () => {
    const merged = merge(
      { organization: organization('100123'), contact, wants_account: true, note: '旧' },
      { organization: organization('100123') },
    )
    expect(merged).toMatchObject({ contact, wants_account: true, note: '旧' })
    expect(merge({ organization: organization('100123') }, { contact })?.organization?.code).toBe('100123')
  })

  it('accounts never wander to another organization', () => {
    const merged = merge(
      { organization: organization('100123'), contact, wants_account: true },
      { organization: organization('100456') },
    )
    expect(merged).toMatchObject({ contact, wants_account: false, organization: { code: '100456' } })
  })

  it('of different subjects do not mix', () => {
    const one = draftOf('register', values({ note: '甲' }), LATER)
    const other = draftOf('change:100123', values({ note: '乙' }), EARLIER)
    expect(mergeDrafts(one, other)).toBe(one)
  })
})
