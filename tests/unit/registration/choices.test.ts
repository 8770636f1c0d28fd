import { describe, expect, it } from 'vitest'
import {
  choiceInWords,
  choicesInWords,
  choicesOf,
} from '../../../src/lib/registration/organization-choices.ts'
import { findListed } from '../../../src/lib/registration/organization-list.ts'
import type { NameHit } from '../../../src/lib/search/index/names-answer.ts'

const hit = (change: Partial<NameHit>): NameHit => ({
  code: '100123',
  name: '第一中学',
  kind: 'school',
  level: 5,
  division: '110108',
  listedOn: null,
  place: '北京市 海淀区',
  status: 'expected',
  official: false,
  ranges: [],
  other: null,
  why: 'name',
  ...change,
})
const choice = {
  code: '100123',
  name: '第一中学',
  kind: 'school',
  level: 5,
  place: '北京市 海淀区',
  status: 'expected',
} as const

describe('the choices of the combobox', () => {
  it('are the organizations among the hits, divisions left out', () => {
    expect(choicesOf([hit({ code: '110108', kind: 'division' }), hit({})])).toEqual([choice])
  })

  it('tell homonyms apart by the place, and do not repeat it', () => {
    expect(choiceInWords(choice)).toBe('第一中学（北京市 海淀区）')
    expect(choiceInWords({ ...choice, place: '' })).toBe('第一中学')
  })

  it.each([
    [0, '没有找到这个名称的单位'],
    [1, '找到 1 个单位，用上下箭头选择'],
    [10, '找到 10 个以上单位，用上下箭头选择'],
  ])('are counted aloud: %i', (count, words) => {
    expect(choicesInWords(count)).toBe(words)
  })
})

describe('an organization by its code', () => {
  const rows = {
    organizations: [
      {
        code: '100123',
        name: '第一中学',
        kind: 'school',
        level: 5,
        status: 'expected',
        division_code: '110108',
      },
    ],
    divisions: [
      { code: '110108', name: '海淀区', is_placeholder: false },
      { code: '110100', name: '北京市', is_placeholder: true },
      { code: '110000', name: '北京市', is_placeholder: false },
    ],
  }

  it('is read with its place', async () => {
    const asked: string[] = []
    const find = findListed(async (query) => {
      asked.push(query)
      return query.startsWith('organizations') ? rows.organizations : rows.divisions
    })
    expect(await find('100123')).toEqual(choice)
    expect(asked).toEqual([
      'organizations?select=code,name,level,kind,status,division_code&code=eq.100123',
      'divisions?select=code,name,is_placeholder&code=in.(110000,110100,110108)',
    ])
  })

  it('is null where there is none, and an error where the register answers otherwise', async () => {
    expect(await findListed(async () => [])('100999')).toBeNull()
    await expect(findListed(async () => ({ message: 'no' }))('100123')).rejects.toThrow()
  })
})
