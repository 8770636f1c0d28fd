import { describe, expect, test } from 'vitest'
import { decodeSheet, readRecords } from '../../../supabase/functions/_shared/contracts/text/csv.ts'
import { readIntake, repeatedLines } from '../../../supabase/local/staff/issue-file.ts'

const fields = (text: string) => readRecords(text).map((record) => record.fields)

describe('a CSV file', () => {
  test.each([
    [
      'plain fields',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'quotes, commas and breaks inside',
      '"a,""x""\ny",b\r\nc,',
      [
        ['a,"x"\ny', 'b'],
        ['c', ''],
      ],
    ],
    [
      'blank lines',
      'a,b\n\n , \nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['old line ends', 'a\rb', [['a'], ['b']]],
    ['nothing', '', []],
  ])('with %s', (_, text, expected) => {
    expect(fields(text)).toEqual(expected)
  })

  test('counts lines as an editor shows them', () => {
    expect(readRecords('a\n"b\nc"\nd').map(({ line }) => line)).toEqual([1, 2, 4])
  })

  test('with an open quote is refused by its line, without a word of it', () => {
    expect(() => readRecords('a\n"canary,x\n')).toThrow('第 2 行的引号不成对')
    expect(() => readRecords('a\n"canary,x\n')).not.toThrow(/canary/)
  })

  test('from a Chinese Excel is read as one from anywhere', () => {
    expect(decodeSheet(Uint8Array.from([0xb5, 0xc7, 0xc2, 0xbc, 0xc3, 0xfb]))).toBe('登录名')
    expect(decodeSheet(new TextEncoder().encode('登录名'))).toBe('登录名')
  })
})

describe('a file of credentials', () => {
  test.each([
    ['its number', 'account_id,login_name,initial_password\na1,x,canary\nb2,x,y\n a1,z,canary\n', [[4, 2]]],
    [
      'organization and platform',
      'organization_code,platform,login_name,initial_password\n100120,weibo,x,y\n100120,weibo,z,canary\n100120,weibo,z,y\n',
      [
        [3, 2],
        [4, 2],
      ],
    ],
  ])('that has one account twice, by %s, names every such line', (_, text, expected) => {
    expect(repeatedLines(readIntake(text))).toEqual(
      expected.map(([line, earlier]) => ({
        line,
        outcome: 'refused',
        reason: `和第 ${earlier} 行是同一个账号，请只留一行`,
      })),
    )
  })

  test('may leave out who it is for in many lines: each is answered by itself', () => {
    const lines = readIntake('account_id,login_name,initial_password\n,x,y\n,z,y\n')
    expect(lines).toHaveLength(2)
    expect(repeatedLines(lines)).toEqual([])
  })

  test('names its columns in either language', () => {
    const text = '\uFEFF组织编号,platform,登录名,initial_password\n100120,weibo,x,y\n'
    expect(readIntake(text)).toEqual([
      {
        organization_code: '100120',
        platform: 'weibo',
        login_name: 'x',
        initial_password: 'y',
        batch_row: '2',
      },
    ])
  })

  test.each([
    ['an unknown column', 'login_name,initial_password,密码\nx,y,z', '认不出的列名：密码'],
    [
      'a column twice',
      'account_id,login_name,initial_password,登录名\n1,x,canary,z',
      '第一行有两列是同一样：登录名',
    ],
    ['heads alone', 'account_id,login_name,initial_password\n', '没有要录入的行'],
    ['no heads', '100120,canary-password\n', '第一行应写列名'],
    ['no account', 'login_name,initial_password\nx,canary-password\n', '第一行应写列名'],
    [
      'no platform',
      'organization_code,login_name,initial_password\n100120,x,canary-password\n',
      '第一行应写列名',
    ],
    ['too many fields', 'account_id,login_name,initial_password\n1,x,y,canary', '第 2 行的列比第一行多'],
  ])('with %s is refused in words that quote no secret', (_, text, said) => {
    expect(() => readIntake(text)).toThrow(said)
    expect(() => readIntake(text)).not.toThrow(/canary/)
  })
})
