/** What a bench ended with: each figure under its name; a figure within a figure under both names with a point between. */
export type Figures = Readonly<Record<string, number>>

function flat(value: unknown, name: string): [string, number][] {
  if (typeof value === 'number') return [[name, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => flat(inner, name === '' ? key : `${name}.${key}`))
}

/**
 * The figures in the last line of JSON that a bench printed.
 * @throws Error where there is none.
 */
export function figuresIn(text: string): Figures {
  const line = text
    .split('\n')
    .filter((each) => each.startsWith('{'))
    .at(-1)
  if (line === undefined) throw new Error('the bench printed no line of JSON')
  return Object.fromEntries(flat(JSON.parse(line), ''))
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}

export interface Comparison {
  readonly rows: readonly {
    readonly figure: string
    readonly former: number | string
    readonly present: number | string
    readonly ratio: number | string
  }[]
  /** Present to former, of the figures that both sides have. */
  readonly ratios: Figures
}

const round = (value: number) => Math.round(value * 1000) / 1000

/** Each figure of either side by its median over the rounds. What one side lacks is said in words. */
export function compareFigures(former: readonly Figures[], present: readonly Figures[]): Comparison {
  const names = [...new Set([...present, ...former].flatMap((each) => Object.keys(each)))]
  const of = (side: readonly Figures[], name: string) =>
    median(side.flatMap((each) => (each[name] === undefined ? [] : [each[name]])))
  const rows = names.map((figure) => {
    const [before, now] = [of(former, figure), of(present, figure)]
    const ratio = before === undefined || now === undefined || before === 0 ? undefined : round(now / before)
    return {
      figure,
      former: before ?? 'not measured then',
      present: now ?? 'not measured any more',
      ratio: ratio ?? (before === 0 ? 'nothing to divide by' : 'nothing to compare with'),
    }
  })
  const ratios = Object.fromEntries(
    rows.flatMap(({ figure, ratio }) => (typeof ratio === 'number' ? [[figure, ratio] as const] : [])),
  )
  return { rows, ratios }
}
