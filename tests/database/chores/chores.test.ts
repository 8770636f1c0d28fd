import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner } from '../../fixtures/database/callers.ts'
import { test } from '../../fixtures/database/room.ts'

/** A chore that writes down that it ran, and one that chokes on a row. */
async function addChores(sql: Sql) {
  await asOwner(sql)
  await sql`delete from private.chores`
  await sql`create table private.done (what text constraint done_is_short check (char_length(what) < 20))`
  await sql.unsafe(`
    create function private.always_due() returns boolean language sql as 'select true';
    create function private.never_due() returns boolean language sql as 'select false';
    create function private.choke() returns void language sql as
      $$ insert into private.done values ('canary 13800001234 of somebody') $$;
    create function private.work() returns void language sql as $$ insert into private.done values ('worked') $$;
  `)
  await sql`insert into private.chores (name, position, due, work) values
    ('chokes', 1, 'always_due', 'choke'), ('rests', 2, 'never_due', 'choke'), ('works', 3, 'always_due', 'work')`
}

describe('tend()', () => {
  test('does what is due, past a chore that fails', async ({ sql }) => {
    await addChores(sql)
    await sql`select private.tend()`
    expect(await sql`select what from private.done`).toEqual([{ what: 'worked' }])
    expect(
      await sql`select name, failed_at is not null as failed from private.chores order by position`,
    ).toEqual([
      { name: 'chokes', failed: true },
      { name: 'rests', failed: false },
      { name: 'works', failed: false },
    ])
  })

  test('keeps codes of a failure, and nothing of the row that it choked on', async ({ sql }) => {
    await addChores(sql)
    await sql`select private.tend()`
    const [chore] = await sql`select failure from private.chores where name = 'chokes'`
    expect(chore).toEqual({ failure: '23514 done_is_short' })
  })

  test('forgets a failure once the chore succeeds', async ({ sql }) => {
    await addChores(sql)
    await sql`select private.tend()`
    await sql`update private.chores set work = 'work' where name = 'chokes'`
    await sql`select private.tend()`
    expect(await sql`select name from private.chores where failed_at is not null`).toEqual([])
  })

  test('is due while any chore is', async ({ sql }) => {
    await addChores(sql)
    expect(await sql`select private.chore_is_due() as due`).toEqual([{ due: true }])
    await sql`update private.chores set due = 'never_due'`
    expect(await sql`select private.chore_is_due() as due`).toEqual([{ due: false }])
  })
})

test('every chore names functions that stand, and one that only asks', async ({ sql }) => {
  await asOwner(sql)
  const chores = await sql`
    select c.name, d.provolatile = 's' and d.prorettype = 'boolean'::regtype as asks, w.oid is not null as works
    from private.chores c
    left join pg_proc d on d.oid = to_regprocedure(format('private.%I()', c.due))
    left join pg_proc w on w.oid = to_regprocedure(format('private.%I()', c.work))`
  expect(chores.length).toBeGreaterThan(6)
  expect(chores.filter((chore) => !(chore.asks && chore.works))).toEqual([])
})
