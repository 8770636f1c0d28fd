import { createPostgresConnection } from '@supabase/lite/postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { sessionContext } from '../../../supabase/local/lite/session-context.ts'
import { type LitePair, type Side, startLitePair } from '../../fixtures/lite-pair.ts'

/**
 * Every mend of supabase/local/lite stands here twice: what Lite does by itself, and what it does mended. When an upgrade
 * makes a "by itself" test fail, the defect is gone and its mend can go too.
 */

const schema = `
  create table public.notes (
    id bigint generated always as identity primary key,
    body text not null constraint notes_body_is_short check (char_length(body) <= 10),
    label text constraint notes_label_is_unique unique,
    extra jsonb,
    written_at timestamptz not null default '2026-11-22 11:09:06+00'
  );
  alter table public.notes enable row level security;
  revoke all on public.notes from anon, authenticated;
  grant all on public.notes to service_role;

  create function public.refuse(state text) returns void language plpgsql as $$
  begin raise exception using message = '不能这样做', errcode = state, hint = 'not_like_this', detail = 'body'; end $$;
  create function public.kind_of(value jsonb) returns text language sql as $$ select jsonb_typeof(value) $$;
  create function public.count_of(value jsonb) returns integer language sql as $$ select jsonb_array_length(value) $$;
  create function public.who_am_i() returns uuid language sql stable as $$ select auth.uid() $$;
  create function public.what_is_asked() returns jsonb language sql stable as $$ select jsonb_build_object(
    'role', current_user, 'method', current_setting('request.method'), 'path', current_setting('request.path')) $$;
  grant execute on all functions in schema public to anon, authenticated, service_role;
`

let pair: LitePair
let raw: Side
let mended: Side

beforeAll(async () => {
  pair = await startLitePair(schema)
  raw = pair.raw
  mended = pair.mended
})

beforeEach(() => {
  // Lite prints every refusal.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

afterAll(() => pair.stop())

describe('mend 1: grants stay as the migrations made them', () => {
  async function grantedToAnon(side: Side): Promise<boolean | undefined> {
    // Lite tries at its very first request, and tries no more.
    expect((await side.client('secret').from('notes').select('id')).error).toBeNull()
    const [row] = await side.sql`select has_table_privilege('anon', 'public.notes', 'delete') as granted`
    return row?.granted
  }

  test('by itself, the first request grants everything on every table to anon', async () => {
    expect(await grantedToAnon(raw)).toBe(true)
  })

  test('mended, it is not even tried, so the first request succeeds and grants nothing', async () => {
    expect(await grantedToAnon(mended)).toBe(false)
  })
})

describe('mend 2: a function of the caller may ask who is asking', () => {
  test('by itself, it does not open the schema auth', async () => {
    await raw.sql`revoke usage on schema auth from anon`
    expect((await raw.client().rpc('who_am_i')).error?.code).toBe('42501')
  })

  test('mended, the bootstrap has opened it', async () => {
    expect(await mended.client().rpc('who_am_i')).toMatchObject({ status: 200, data: null })
  })
})

describe('mend 3: JSON is encoded once', () => {
  test('by itself, what auth keeps of a person is a string in its jsonb column', async () => {
    await raw.client().auth.signInWithOtp({ email: 'metadata@example.cn' })
    const [row] = await raw.sql`select jsonb_typeof(raw_app_meta_data) as kind from auth.users`
    expect(row?.kind).toBe('string')
  })

  test('by itself, an object given to a function arrives as a string', async () => {
    expect((await raw.client('secret').rpc('kind_of', { value: { a: 1 } })).data).toBe('string')
  })

  test('mended, what auth keeps is an object', async () => {
    await mended.client().auth.signInWithOtp({ email: 'metadata@example.cn' })
    const rows = await mended.sql`
      select jsonb_typeof(raw_app_meta_data) as kind from auth.users
      union all select jsonb_typeof(identity_data) from auth.identities`
    expect(rows.map(({ kind }) => kind)).toEqual(['object', 'object'])
  })

  test.for([
    ['object', { a: [1, { b: '{"c":1}' }] }],
    ['array', [1, '2', null]],
    ['string', '不是 JSON'],
    ['number', 5],
  ])('mended, %s arrives in a function as it left', async ([kind, value]) => {
    expect((await mended.client('secret').rpc('kind_of', { value })).data).toBe(kind)
  })

  test('mended, an object comes back from a table as it went in', async () => {
    const extra = { a: [1, { b: '{"c":1}' }], d: '中文' }
    const { data } = await mended
      .client('secret')
      .from('notes')
      .insert({ body: 'json', extra })
      .select('extra')
      .single()
    expect(data).toEqual({ extra })
  })
})

describe('mend 4: a refusal of the database reaches the caller whole', () => {
  test('by itself, a raised refusal is a 500 without its code', async () => {
    const { status, error } = await raw.client().rpc('refuse', { state: 'P0001' })
    expect({ status, code: error?.code }).toEqual({ status: 500, code: 'SUP' })
  })

  test('mended, it carries its code, sentence, hint and detail', async () => {
    expect(await mended.client().rpc('refuse', { state: 'P0001' })).toMatchObject({
      status: 400,
      error: { code: 'P0001', message: '不能这样做', hint: 'not_like_this', details: 'body' },
    })
  })

  test.for([
    ['23514', 400],
    ['23505', 409],
    ['23503', 409],
    ['23502', 400],
    ['22023', 400],
    ['28000', 403],
    ['40001', 500],
    ['42501', 401],
    ['55P03', 500],
    ['57014', 500],
    ['PT429', 429],
  ] as const)('mended, SQLSTATE %s is answered with %i', async ([state, expected]) => {
    const { status, error } = await mended.client().rpc('refuse', { state })
    expect({ status, code: error?.code, hint: error?.hint }).toEqual({
      status: expected,
      code: state,
      hint: 'not_like_this',
    })
  })

  test('mended, a broken check and a broken unique name their constraints', async () => {
    const service = mended.client('secret')
    const tooLong = await service.from('notes').insert({ body: '一二三四五六七八九十一' })
    expect(tooLong).toMatchObject({ status: 400, error: { code: '23514' } })
    expect(tooLong.error?.message).toContain('notes_body_is_short')
    await service.from('notes').insert({ body: 'first', label: 'same' })
    const twice = await service.from('notes').insert({ body: 'second', label: 'same' })
    expect(twice).toMatchObject({ status: 409, error: { code: '23505' } })
    expect(twice.error?.message).toContain('notes_label_is_unique')
  })

  test('mended, what is printed of a refusal holds nothing of the row', async () => {
    await mended.client('secret').from('notes').insert({ body: '一个很长很长很长的秘密' })
    const { format } = await import('node:util')
    const printed = vi.mocked(console.error).mock.calls.map((words) => format(...words))
    expect(printed).toEqual(['rest: refused with 23514'])
  })
})

describe('mend 5: a moment is written in ISO 8601', () => {
  const written = async (side: Side, body: string) => {
    const { data } = await side.client('secret').from('notes').insert({ body }).select('written_at').single()
    return data?.written_at
  }

  test('by itself, it is written as PostgreSQL prints it', async () => {
    expect(await written(raw, 'moment')).toBe('2026-11-22 11:09:06+00')
  })

  test('mended, it is written as PostgREST does', async () => {
    expect(await written(mended, 'moment')).toBe('2026-11-22T11:09:06+00:00')
  })
})

describe('mend 14: who asks is told in one statement', () => {
  test('by itself, its connection tells it in the two methods that the mend replaces', () => {
    const { prototype } = createPostgresConnection({ url: 'postgres://127.0.0.1:1/none' }).constructor
    for (const name of Object.keys(sessionContext)) expect(typeof prototype[name]).toBe('function')
  })

  test('mended, a function of the caller still hears the role, the claims and the request', async () => {
    const { data, error } = await mended.client('secret').rpc('what_is_asked')
    expect(error).toBeNull()
    expect(data).toMatchObject({ role: 'service_role', method: 'POST', path: '/rpc/what_is_asked' })
  })
})

describe('mend 9: the system routes are closed', () => {
  const info = () => new Request('http://127.0.0.1:54321/_system/info')

  test('by itself, they tell the address of the database', async () => {
    expect(await (await raw.fetch(info())).text()).toContain('postgres://')
  })

  test('mended, they are not there', async () => {
    expect((await mended.fetch(info())).status).toBe(404)
  })
})

describe('defect 11, which is the reason why bulk goes through one argument', () => {
  test('by itself, an upsert of more than 65,534 values fails', async () => {
    const rows = Array.from({ length: 22_000 }, (_, index) => ({
      body: 'bulk',
      label: `bulk ${index}`,
      extra: null,
    }))
    expect((await raw.client('secret').from('notes').insert(rows)).error).not.toBeNull()
  }, 120_000)

  test('mended, a function takes 30,000 rows in one jsonb argument', async () => {
    const value = Array.from({ length: 30_000 }, (_, index) => ({
      body: 'bulk',
      label: `bulk ${index}`,
      extra: null,
    }))
    expect((await mended.client('secret').rpc('count_of', { value })).data).toBe(30_000)
  })
})
