import { describe, expect } from 'vitest'
import { plainMailbox } from '#contracts/text/mailbox-address.ts'
import { test } from '../../fixtures/database/room.ts'
import { fieldCase } from '../../fixtures/field-cases.ts'

const KEPT: readonly (readonly [string, string])[] = [
  ['tuanwei@school.edu.cn', 'tuanwei@school.edu.cn'],
  ['  Tuan.Wei@School.EDU.cn\t', 'Tuan.Wei@school.edu.cn'],
  [fieldCase('C04.1').input, 'hunt.one@example.com'],
  [fieldCase('C04.2').input, 'hunt.one@example.com'],
  [fieldCase('C05.1').input, 'a@b.cn'],
  [fieldCase('C05.2').input, 'zhang@example.com'],
  [fieldCase('C05.3').input, 'zhang@example.com'],
  [fieldCase('C06.1').input, 'tuanwei@xn--fsqu00a.xn--fiqs8s'],
  ['tuanwei@xn--fsqu00a.xn--fiqs8s', 'tuanwei@xn--fsqu00a.xn--fiqs8s'],
  ['ｔｕａｎｗｅｉ＠ｑｑ．ｃｏｍ', 'tuanwei@qq.com'],
  ['tuanwei ＠ qq。com。', 'tuanwei@qq.com'],
  ['tuan\u200bwei@qq.com', 'tuanwei@qq.com'],
  ['MAILTO:a@b.cn?subject=你好', 'a@b.cn'],
  ['邮箱：a@b.cn，', 'a@b.cn'],
  ['E-mail: a@b.cn', 'a@b.cn'],
  ['张三 a@b.cn', 'a@b.cn'],
  ['Zhang San <a@b.cn>;', 'a@b.cn'],
  ['"团委" <a@b.cn>', 'a@b.cn'],
  ['《a@b.cn》、', 'a@b.cn'],
  ['“a@b.cn”', 'a@b.cn'],
  ['…a@b.cn', 'a@b.cn'],
  ["o'brien+x@b.cn", "o'brien+x@b.cn"],
  ["'a@b.cn'", 'a@b.cn'],
  ['a@清华大学.中国', 'a@xn--xkry9kk1bz66a.xn--fiqs8s'],
  ['a@团委-x1.公司', 'a@xn---x1-lh6es8k.xn--55qx5d'],
  ['a@日本語かな.한국', 'a@xn--u8j2c547sncbk91h.xn--3e0b707e'],
]

const REFUSED: readonly string[] = [
  fieldCase('C05.6').input,
  '',
  ' ',
  'tuanwei',
  'tuanwei@',
  '@qq.com',
  'tuanwei@qq',
  'a@b@qq.com',
  'a@b.cn;c@d.cn',
  '<a@b.cn> <c@d.cn>',
  'tuan wei@qq.com',
  '13800000000 a@b.cn',
  '团委@qq.com',
  'a@b.cn谢谢',
  'a@b..cn',
  'a.@b.cn',
  'a@-b.cn',
  'a@b-.cn',
  'a@b.c',
  'a@b.c0m',
  'a@bücher.example',
  'a@b.cn/li',
  'a\\b@b.cn',
  `${'a'.repeat(65)}@b.cn`,
  `a@${'b'.repeat(64)}.cn`,
  `a@${'b.'.repeat(130)}cn`,
]

describe('a mailbox is taken out of what stands around it, by the contract as by the database', () => {
  test.for([...KEPT, ...REFUSED.map((typed) => [typed, null] as const)])(
    '%j gives %j',
    async ([typed, address], { sql }) => {
      const [row] = await sql`select private.plain_mailbox(${typed}) as address`
      expect([plainMailbox(typed), row?.address]).toEqual([address, address])
    },
  )

  test('with signs of every block of the basic plane before, in, and behind it', async ({ sql }) => {
    // All of Latin, punctuation and the forms of width; of the ideographs and the like one in 37.
    const points = Array.from({ length: 0xffff }, (_, at) => at + 1).filter(
      (point) =>
        (point < 0xd800 || point > 0xdfff) &&
        (point < 0x0180 || (point > 0x1fff && point < 0x3100) || point > 0xfdff || point % 37 === 0),
    )
    for (const [before, behind] of [
      ['', 'a@b.cn'],
      ['a', 'b@b.cn'],
      ['a@', 'b.cn'],
      ['a@b', '.cn'],
      ['a@b.cn', ''],
    ] as const) {
      const rows = await sql`
        select point, private.plain_mailbox(${before} || chr(point) || ${behind}) as address from unnest(${points}::integer[]) as point
        where unicode_assigned(chr(point))`
      const unlike = rows.filter(
        ({ point, address }) => address !== plainMailbox(`${before}${String.fromCodePoint(point)}${behind}`),
      )
      expect(unlike.map(({ point }) => `${before}U+${point.toString(16)}${behind}`)).toEqual([])
    }
  })
})

/** Every column that holds a mailbox: typed by staff, or written by functions from one that was tidied before. */
const COLUMNS: Record<string, 'typed' | 'written'> = {
  'public.staff_members.email': 'typed',
  'public.contacts.new_email': 'typed',
  'public.contacts.email': 'written',
  'private.bundles.email': 'typed',
  'private.erasures.mailbox': 'typed',
  'private.outbox.recipient': 'written',
  'private.mailbox_answers.email': 'written',
  'private.mailbox_proofs.email': 'written',
  'private.mailbox_proofs.previous_email': 'written',
  'private.recoveries.email': 'written',
}

test('every column that holds a mailbox is known here', async ({ sql }) => {
  const rows = await sql`
    select format('%s.%s', c.oid::regclass, a.attname) as name
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace::regnamespace::text in ('public', 'private') and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      and (a.atttypid = 'extensions.citext'::regtype or a.attname ~ '(mail|mailbox)$' and a.atttypid = 'text'::regtype)`
  const names = rows.map(({ name }) => name.replace(/^(?!private\.)(?:public\.)?/, 'public.')).sort()
  expect(names.map((name) => name.replace('public.private.', 'private.'))).toEqual(
    Object.keys(COLUMNS).sort(),
  )
})
