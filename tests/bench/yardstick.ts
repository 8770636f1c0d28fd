import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Sql } from 'postgres'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { secondsSince } from './trial.ts'

/**
 * One fixed piece of work of a kind, measured in the same run as the figures that stand beside it: a machine that is half as fast takes
 * twice as long for both. Goals are ratios to it (goals.ts). Whoever changes one of them starts the table in docs/benchmarks.md anew.
 */

const PAGES = 350
const ROWS = 60
const FILES = 4000
const TRANSACTIONS = 1200

function page(number: number) {
  const row = (place: number) =>
    createElement(
      'li',
      { key: place, className: 'entry', 'data-place': place },
      createElement('a', { href: `/o/${number}/${place}` }, `第${number}单位 <${place}> & 团委`),
      createElement('span', { title: '状态' }, place % 3 === 0 ? '尚未登记' : '已登记'),
    )
  return createElement(
    'main',
    null,
    createElement(
      'ul',
      null,
      Array.from({ length: ROWS }, (_, place) => row(place)),
    ),
  )
}

/** Pages rendered to text, compressed and hashed: what a publication does most. @returns seconds */
export function renderingYardstick(): number {
  const start = performance.now()
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 }
  const hash = createHash('sha256')
  for (let number = 0; number < PAGES; number += 1)
    hash.update(brotliCompressSync(renderToStaticMarkup(page(number)), { params }))
  hash.digest()
  return secondsSince(start)
}

/** Small files written, renamed, read and removed below `parent`. @returns seconds */
export function filesYardstick(parent: string): number {
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'yardstick-'))
  const content = Buffer.alloc(8192, 'a page of the directory ')
  const start = performance.now()
  try {
    for (let number = 0; number < FILES; number += 1) {
      const file = join(folder, String(number))
      writeFileSync(`${file}.draft`, content)
      renameSync(`${file}.draft`, file)
    }
    for (let number = 0; number < FILES; number += 1)
      if (readFileSync(join(folder, String(number))).length !== content.length)
        throw new Error('a file is short')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return secondsSince(start)
}

/** Small transactions one after another, each with a trigger's worth of work, into a table of its own that is gone afterwards. @returns seconds */
export async function sqlYardstick(sql: Sql): Promise<number> {
  const connection = await sql.reserve()
  try {
    await connection`create schema yardstick`
    await connection`
      create table yardstick.rows (id bigint primary key, parent bigint references yardstick.rows (id), content jsonb not null, hash text not null)`
    await connection`create index on yardstick.rows (hash)`
    const start = performance.now()
    for (let id = 1; id <= TRANSACTIONS; id += 1)
      await connection`
        insert into yardstick.rows (id, parent, content, hash)
        select ${id}::bigint, nullif(${id}::bigint - 1, 0), jsonb_build_object('id', ${id}::bigint, 'hashes', jsonb_agg(md5(n::text))),
          md5(${id}::text) from generate_series(1, 100) n`
    return secondsSince(start)
  } finally {
    await connection`drop schema if exists yardstick cascade`
    connection.release()
  }
}
