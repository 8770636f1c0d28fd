import { describe, expect, test } from 'vitest'
import { compareFigures, figuresIn } from '../../bench/figures.ts'

describe('the figures of a bench', () => {
  test('are the numbers in its last line of JSON, inner ones under both names', () => {
    expect(
      figuresIn('Measured\n{"old":1}\n{"a":2,"home":{"seo":100},"is_whole":true,"none":null}\n'),
    ).toEqual({
      a: 2,
      'home.seo': 100,
    })
  })

  test('are missed aloud where none was printed', () => {
    expect(() => figuresIn('killed')).toThrow('no line of JSON')
  })
})

describe('two commits compared', () => {
  test('each figure stands as the ratio of the medians, present to former', () => {
    const { ratios } = compareFigures(
      [{ seconds: 10 }, { seconds: 12 }, { seconds: 100 }],
      [{ seconds: 6 }, { seconds: 5 }, { seconds: 7 }],
    )
    expect(ratios).toEqual({ seconds: 0.5 })
  })

  test('an even number of rounds counts the mean of the middle two', () => {
    expect(compareFigures([{ s: 1 }, { s: 3 }], [{ s: 4 }, { s: 4 }]).ratios).toEqual({ s: 2 })
  })

  test('a figure that one side lacks is said in words and has no ratio', () => {
    const { rows, ratios } = compareFigures([{ gone: 1 }], [{ fresh: 2 }])
    expect(rows).toEqual([
      { figure: 'fresh', former: 'not measured then', present: 2, ratio: 'nothing to compare with' },
      { figure: 'gone', former: 1, present: 'not measured any more', ratio: 'nothing to compare with' },
    ])
    expect(ratios).toEqual({})
  })

  test('a figure that was nought has no ratio', () => {
    expect(compareFigures([{ errors: 0 }], [{ errors: 3 }])).toEqual({
      rows: [{ figure: 'errors', former: 0, present: 3, ratio: 'nothing to divide by' }],
      ratios: {},
    })
  })
})
