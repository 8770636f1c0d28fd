import type { Figures } from './figures.ts'

/**
 * What figures are held to. A time and a rate are held to the yardstick of the same run, never to seconds of a clock: a machine that is
 * half as fast needs twice as long for both. A calibrated goal is what docs/benchmarks.md has measured and a tenth more, or less.
 */
export interface Goal {
  readonly figure: string
  /**
   * `s` is seconds: the ratio is how many yardsticks they are. `per_s` is so many a second: the ratio is how many in the time of one
   * yardstick. `plain` stands for itself: a count, a score, mebibytes, or what is a ratio already.
   */
  readonly unit: 's' | 'per_s' | 'plain'
  readonly atMost?: number
  readonly atLeast?: number
  /** Where the number comes from. */
  readonly from: string
}

export const GOALS = {
  loop: [
    { figure: 'first_page_s', unit: 's', atMost: 16, from: '27.4 s at 1.9 s' },
    { figure: 'warm_start_s', unit: 's', atMost: 3.2, from: 'wanted: 6 s at 1.9 s' },
    { figure: 'publish_s', unit: 's', atMost: 13.4, from: '23.1 s at 1.9 s' },
    { figure: 'inserts_per_s', unit: 'per_s', atLeast: 270, from: 'wanted: 158 a second at 1.9 s' },
  ],
  publish: [
    { figure: 'publish_s', unit: 's', atMost: 108, from: '65.7 s at 0.67 s' },
    { figure: 'one_change_s', unit: 's', atMost: 19, from: '11.6 s at 0.67 s' },
    { figure: 'peak_mib', unit: 'plain', atMost: 1229, from: 'wanted: 1.2 GiB' },
  ],
  mail: [{ figure: 'mails_per_s', unit: 'per_s', atLeast: 955, from: '1,741 a second at 0.61 s' }],
  'sign-in': [
    { figure: 'failed', unit: 'plain', atMost: 0, from: 'wanted' },
    { figure: 'slowest_s', unit: 's', atMost: 16, from: 'wanted: 10 s at 0.61 s' },
  ],
  search: [
    { figure: 'cold_to_best_library', unit: 'plain', atMost: 1, from: 'the fastest library of the same run' },
    { figure: 'warm_to_best_library', unit: 'plain', atMost: 1, from: 'the fastest library of the same run' },
  ],
  serve: [
    { figure: 'errors', unit: 'plain', atMost: 0, from: 'wanted' },
    {
      figure: 'requests_per_s',
      unit: 'per_s',
      atLeast: 4000,
      from: 'reasoned: a page costs no more than one of the yardstick’s 4,000 files',
    },
  ],
  lighthouse: [{ figure: 'lowest_score', unit: 'plain', atLeast: 100, from: 'wanted' }],
} as const satisfies Readonly<Record<string, readonly Goal[]>>

export type Bench = keyof typeof GOALS

/**
 * @param measured a figure in its goal's unit
 * @param yardstick_s seconds of the yardstick beside it
 * @returns what the goal speaks of: yardsticks, so many a yardstick, or the figure itself; two decimals
 */
export function ratioOf(unit: Goal['unit'], measured: number, yardstick_s: number): number {
  const ratio = { s: measured / yardstick_s, per_s: measured * yardstick_s, plain: measured }[unit]
  return Math.round(100 * ratio) / 100
}

/** `at most 16 yardsticks`, `at least 955 in a yardstick`, `at most 0`. */
export function goalInWords({ unit, atMost, atLeast }: Goal): string {
  const bound = [
    atMost === undefined ? [] : `at most ${atMost}`,
    atLeast === undefined ? [] : `at least ${atLeast}`,
  ].flat()
  return bound.join(', ') + { s: ' yardsticks', per_s: ' in a yardstick', plain: '' }[unit]
}

export interface Judged {
  readonly figure: string
  readonly measured: number
  readonly ratio: number
  readonly goal: string
  readonly isMet: boolean
}

/**
 * Each goal of a bench beside what was measured.
 * @param figures in seconds, a second or plain as their goals say; `yardstick_s` among them where a goal is held to it
 * @throws Error where a figure or the yardstick is missing
 */
export function judge(bench: Bench, figures: Figures): Judged[] {
  const figure = (name: string): number => {
    const value = figures[name]
    if (value === undefined) throw new Error(`bench:${bench} measured no ${name}`)
    return value
  }
  return GOALS[bench].map((goal: Goal) => {
    const measured = figure(goal.figure)
    const ratio = ratioOf(goal.unit, measured, goal.unit === 'plain' ? 1 : figure('yardstick_s'))
    const { atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } = goal
    return {
      figure: goal.figure,
      measured,
      ratio,
      goal: goalInWords(goal),
      isMet: ratio >= atLeast && ratio <= atMost,
    }
  })
}

/** The goals as the table of docs/benchmarks.md. */
export function goalsTable(): string {
  const rows = Object.entries(GOALS).flatMap(([bench, goals]) =>
    goals.map(
      (goal: Goal) => `| \`bench:${bench}\` | \`${goal.figure}\` | ${goalInWords(goal)} | ${goal.from} |`,
    ),
  )
  return ['| Bench | Figure | Goal | From |', '| --- | --- | --- | --- |', ...rows].join('\n')
}
