import { readdir, readFile } from 'node:fs/promises'
import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { NAMING_RULES } from '#contracts/federation.ts'
import { REFUSAL_ROOMS, REFUSALS } from '#contracts/refusals/refusals.ts'
import { REFUSED_OUTCOMES } from '#contracts/refusals/refused-outcomes.ts'
import { EMPTY_FORM, emptyRow } from '../../../src/lib/registration/form-values.ts'
import { placeRefusal } from '../../../src/lib/registration/refusal-place.ts'
import {
  outcomesIn,
  type RaisedRefusal,
  refusalsIn,
  storedFunctions,
} from '../../fixtures/database/raised-refusals.ts'
import { test } from '../../fixtures/database/room.ts'

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort()

/** The sentences that a call may show; those of a column are the contract's, which another test holds to the table. */
const sentencesOf = ({ sentence, sentences_from }: RaisedRefusal): string[] =>
  sentences_from === 'rule.sentence' ? [sentence, ...NAMING_RULES.map((rule) => rule.sentence)] : [sentence]

describe('the catalogue of refusals', () => {
  test('has each code that a function raises, with its sentences, its field and its functions', async ({
    sql,
  }) => {
    const raised = Map.groupBy((await storedFunctions(sql)).flatMap(refusalsIn), ({ code }) => code)
    const fromDatabase = [...raised].map(([code, calls]) => [
      code,
      {
        sentences: sorted(calls.flatMap(sentencesOf)),
        fields: sorted(calls.map(({ field }) => field ?? 'none')),
        raised_by: sorted(calls.map(({ by }) => by)),
      },
    ])
    const fromCatalogue = Object.entries(REFUSALS).map(([code, { sentences, field, raised_by }]) => [
      code,
      { sentences: sorted(sentences), fields: [field ?? 'none'], raised_by: [...raised_by] },
    ])
    expect(Object.fromEntries(fromDatabase)).toEqual(Object.fromEntries(fromCatalogue))
  })

  test('has a room for each first word of a code, and codes there in the order of the alphabet', () => {
    const rooms = Object.values(REFUSAL_ROOMS).map((room) => Object.keys(room))
    for (const codes of rooms) expect(codes).toEqual(codes.toSorted())
    const words = rooms.flatMap((codes) => sorted(codes.map((code) => code.split('-')[0] ?? '')))
    expect(words.toSorted()).toEqual(sorted(words))
    expect(Object.keys(REFUSALS)).toEqual(rooms.flat())
  })

  test('says nothing twice of one', () => {
    for (const { sentences } of Object.values(REFUSALS))
      expect(new Set(sentences).size).toBe(sentences.length)
  })

  test('has sentences for people: in Chinese, and without a full stop', () => {
    const wrong = Object.values(REFUSALS)
      .flatMap(({ sentences }): readonly string[] => sentences)
      .filter((sentence) => !/[一-龥]/.test(sentence) || /[。.!！]$/.test(sentence))
    expect(wrong).toEqual([])
  })

  test('is read from bodies with no call passed over', async ({ sql }) => {
    const body = (call: string) => ({ name: 'public.f', body: `begin perform private.refuse(${call}); end` })
    expect(() => refusalsIn(body(`code, '不行'`))).toThrow('no code')
    expect(() => refusalsIn(body(`'a', sentence`))).toThrow('no sentence')
    expect(() => refusalsIn(body(`'a', concat('不', '行')`))).toThrow('no sentence')
    expect(() => refusalsIn(body(`'a', '不行', place`))).toThrow('no field')
    expect(refusalsIn(body(`'a', format('%s（%s）不行', f(1, ')'), b), 'x.y'`))).toEqual([
      { code: 'a', by: 'public.f', sentence: '%s（%s）不行', sentences_from: null, field: 'x.y' },
    ])
    const functions = await storedFunctions(sql)
    const raising = functions.filter(({ body: text }) => /\braise exception\b/i.test(text))
    expect(raising.map(({ name }) => name)).toEqual(['private.refuse'])
  })
})

/** Calls of the form that write. */
const FORM = ['calls.submit_registration', 'calls.save_registration_draft']

/** What refuses a call of the form: the functions that it runs through, and the triggers before the rows that it writes. */
async function refusersOfForm(sql: Sql): Promise<Set<string>> {
  const functions = new Map((await storedFunctions(sql)).map(({ name, body }) => [name, body]))
  const triggers = await sql<{ table: string; by: string; columns: string[] }[]>`
    select t.tgrelid::regclass::text as table, t.tgfoid::regproc::text as by,
      array(select a.attname::text from pg_attribute a where a.attrelid = t.tgrelid and a.attnum = any (t.tgattr)) as columns
    from pg_trigger t where not t.tgisinternal and t.tgtype & 2 = 2`
  const reached = new Set<string>()
  const enter = (name: string): void => {
    const body = functions.get(name)
    if (body === undefined || reached.has(name)) return
    reached.add(name)
    for (const [called] of body.matchAll(/\b(?:calls|private)\.\w+(?=\()/g)) enter(called)
  }
  FORM.forEach(enter)
  for (const name of FORM) {
    const body = functions.get(name) ?? ''
    for (const [, table] of body.matchAll(/\b(?:insert into|update) public\.(\w+)/g))
      for (const { by, columns } of triggers.filter((trigger) => trigger.table === table))
        if (columns.length === 0 || columns.some((column) => new RegExp(`\\b${column} = `).test(body)))
          reached.add(by)
  }
  return reached
}

describe('a refusal that the form meets', () => {
  test('stands at the field that it names; in the summary stands what no field would mend', async ({
    sql,
  }) => {
    const refusers = await refusersOfForm(sql)
    const met = Object.entries(REFUSALS).filter(([, { raised_by }]) =>
      raised_by.some((by) => refusers.has(by)),
    )
    const values = { ...EMPTY_FORM, has_accounts: true, existing_accounts: [emptyRow('name')] }
    const inTheSummary = met
      .filter(([, { sentences, field }]) => {
        const details = field === null ? null : field.replace('*', '0')
        return placeRefusal({ code: 'P0001', message: sentences[0], details }, values).path === ''
      })
      .map(([code]) => code)
    expect(inTheSummary.toSorted()).toEqual([
      'contact-mailbox-unproven',
      'draft-too-large',
      'mailbox-unproven',
      'purpose-missing',
      'registration-missing',
      'registration-not-open',
      'registration-reason-missing',
      'registration-too-large',
      'registration-too-many',
      'registration-transition',
      'value-missing',
    ])
    expect(met.length).toBeGreaterThan(30)
  })
})

describe('what pages compare with', () => {
  const readAll = async (folder: string) => {
    const names = (await readdir(folder, { recursive: true })).filter((name) =>
      /\.(?:ts|tsx|astro)$/.test(name),
    )
    return Promise.all(names.map((name) => readFile(`${folder}/${name}`, 'utf8')))
  }

  test('is a code of the catalogue, which says what the page does instead of showing the sentence', async () => {
    const sources = await readAll('src')
    const compared = sources.flatMap((text) => [...text.matchAll(/isRefusedFor\('([^']+)'/g)])
    const said = Object.entries(REFUSALS).filter(([, refusal]) => 'page_does' in refusal)
    expect(sorted(compared.map(([, code = '']) => code))).toEqual(sorted(said.map(([code]) => code)))
    expect(sources.filter((text) => /\.hint\b|[{,]\s*hint\b/.test(text))).toEqual([])
  })
})

describe('the outcomes that edge functions refuse with', () => {
  /** With these the database did what it was asked, or will. */
  const DONE =
    /^(?:opened|confirmed|listed|handed_on|proven|waits|kept|code_sent|queued|asked|applied|repeated|later|declined|signed_in)$/

  test('are those that the database decides on, and no others', async ({ sql }) => {
    const fromDatabase = (await storedFunctions(sql))
      .flatMap(outcomesIn)
      .filter((line) => !DONE.test(line.split(' ')[1] ?? ''))
    const fromCatalogue = Object.values(REFUSED_OUTCOMES)
      .flatMap((outcomes) => Object.entries(outcomes))
      .flatMap(([outcome, deciders]: [string, readonly string[]]) =>
        deciders.filter((by) => !by.endsWith('.ts')).map((by) => `${by} ${outcome}`),
      )
    expect(sorted(fromDatabase)).toEqual(sorted(fromCatalogue))
  })

  test('that a file decides on are named there', async () => {
    for (const outcomes of Object.values(REFUSED_OUTCOMES))
      for (const [outcome, deciders] of Object.entries<readonly string[]>(outcomes))
        for (const file of deciders.filter((by) => by.endsWith('.ts')))
          expect(await readFile(`supabase/functions/${file}`, 'utf8')).toContain(`outcome: '${outcome}'`)
  })
})
