import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { GOALS, type Goal, goalInWords, goalsTable, judge, ratioOf } from '../../bench/goals.ts'

describe('the goal of a figure', () => {
  test.each([
    ['s', 20, 2, 10],
    ['s', 5, 0.67, 7.46],
    ['per_s', 120, 2, 240],
    ['per_s', 1741, 0.61, 1062.01],
    ['plain', 99, 2, 99],
  ] as const)('in the unit %s, %d beside a yardstick of %d s is %d', (unit, measured, yardstick_s, ratio) => {
    expect(ratioOf(unit, measured, yardstick_s)).toBe(ratio)
  })

  test('is the same on a machine of half the speed, where times and the yardstick double and rates halve', () => {
    expect(ratioOf('s', 40, 4)).toBe(ratioOf('s', 20, 2))
    expect(ratioOf('per_s', 60, 4)).toBe(ratioOf('per_s', 120, 2))
  })

  test('is met on its bound, and missed beyond it', () => {
    const figures = { peak_mib: 1229, one_change_s: 19, publish_s: 108, yardstick_s: 1 }
    expect(judge('publish', figures).map(({ isMet }) => isMet)).toEqual([true, true, true])
    const missed = judge('publish', { ...figures, publish_s: 108.1, peak_mib: 1230 })
    expect(missed.map(({ figure, isMet }) => [figure, isMet])).toEqual([
      ['publish_s', false],
      ['one_change_s', true],
      ['peak_mib', false],
    ])
    const [rate] = judge('mail', { mails_per_s: 954, yardstick_s: 1 })
    expect(rate).toEqual({
      figure: 'mails_per_s',
      measured: 954,
      ratio: 954,
      goal: 'at least 955 in a yardstick',
      isMet: false,
    })
  })

  test('is not judged where the figure or the yardstick is missing', () => {
    expect(() => judge('mail', { yardstick_s: 1 })).toThrow('bench:mail measured no mails_per_s')
    expect(() => judge('mail', { mails_per_s: 1 })).toThrow('bench:mail measured no yardstick_s')
    expect(judge('lighthouse', { lowest_score: 100 })[0]?.isMet).toBe(true)
  })

  test('has one bound, says where it comes from, and holds every time and rate to the yardstick', () => {
    const goals: readonly Goal[] = Object.values(GOALS).flat()
    for (const goal of goals) {
      expect([goal.atMost, goal.atLeast].filter((bound) => bound !== undefined)).toHaveLength(1)
      expect(goal.from).not.toBe('')
      if (goal.figure.endsWith('_per_s')) expect(goal.unit).toBe('per_s')
      else if (goal.figure.endsWith('_s')) expect(goal.unit).toBe('s')
      expect(goalInWords(goal)).toMatch(/^at (?:most|least) [\d.]+/)
    }
  })
})

test('each bench has a goal and prints how it stands, and the page has the table of them', async () => {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8'))
  const benches = Object.keys(scripts)
    .filter((name) => name.startsWith('bench:') && name !== 'bench:compare')
    .map((name) => name.slice('bench:'.length))
  expect(Object.keys(GOALS).toSorted()).toEqual(benches.toSorted())
  for (const bench of benches)
    expect(await readFile(`tests/bench/${bench}.ts`, 'utf8')).toContain(`judge('${bench}', `)
  expect(await readFile('docs/benchmarks.md', 'utf8')).toContain(goalsTable())
})
