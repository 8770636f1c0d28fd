import { describe, expect, test } from 'vitest'
import { createLoader, type Load } from '../../../src/lib/session/loader.ts'

type Failure = { outcome: 'refused'; sentence: string } | { outcome: 'unreachable' }
type Answer = Awaited<ReturnType<Load<string, Failure>>>

const loaded = (value: string) => ({ phase: 'loaded', value })
const answered = (value: string): Answer => ({ outcome: 'answered', value })
const refused: Failure = { outcome: 'refused', sentence: '不行' }

/** Questions whose answers come when the test says so. */
function loads() {
  const open: { answer: (answer: Answer) => void; lose: () => void }[] = []
  const load: Load<string, Failure> = () =>
    new Promise((answer, lose) => open.push({ answer, lose: () => lose(new Error('the network is gone')) }))
  return { open, load }
}

/** Lets what waits for an answer that is there go on. */
const settled = () => new Promise((done) => setImmediate(done))

describe('what a page asked for', () => {
  test('is loading, then loaded, and everybody who listens is told', async () => {
    const loader = createLoader<string, Failure>()
    const phases: string[] = []
    const end = loader.subscribe(() => phases.push(loader.shown().phase))
    expect(loader.shown()).toEqual({ phase: 'loading' })
    await loader.start(async () => answered('一'))
    expect(loader.shown()).toEqual(loaded('一'))
    end()
    await loader.start(async () => answered('二'))
    expect(phases).toEqual(['loaded'])
  })

  test('says why it did not come, and a lost network is a reason too', async () => {
    const loader = createLoader<string, Failure>()
    await loader.start(async () => refused)
    expect(loader.shown()).toEqual({ phase: 'failed', failure: refused })
    await loader.start(() => Promise.reject(new Error('gone')))
    expect(loader.shown()).toEqual({ phase: 'failed', failure: { outcome: 'unreachable' } })
  })

  test('is loading again at once when it is asked for after a failure', async () => {
    const { open, load } = loads()
    const loader = createLoader<string, Failure>()
    void loader.start(load)
    open[0]?.answer(refused)
    await settled()
    void loader.reload()
    expect(loader.shown()).toEqual({ phase: 'loading' })
    open[1]?.answer(answered('二'))
    await settled()
    expect(loader.shown()).toEqual(loaded('二'))
  })

  test('stays on the screen while it is asked for again', async () => {
    const { open, load } = loads()
    const loader = createLoader<string, Failure>()
    void loader.start(load)
    open[0]?.answer(answered('一'))
    await settled()
    void loader.reload()
    expect(loader.shown()).toEqual(loaded('一'))
    open[1]?.answer(refused)
    await settled()
    expect(loader.shown()).toEqual({ phase: 'failed', failure: refused })
  })
})

describe('an answer that was overtaken', () => {
  test.each(['answered', 'lost'] as const)('is dropped, be it %s', async (how) => {
    const { open, load } = loads()
    const loader = createLoader<string, Failure>()
    void loader.start(load)
    void loader.start(load)
    open[1]?.answer(answered('new'))
    await settled()
    if (how === 'answered') open[0]?.answer(answered('old'))
    else open[0]?.lose()
    await settled()
    expect(loader.shown()).toEqual(loaded('new'))
  })

  test('is dropped where the page was left or somebody signed out meanwhile', async () => {
    const { open, load } = loads()
    const loader = createLoader<string, Failure>()
    void loader.start(load)
    loader.leave()
    open[0]?.answer(answered('一'))
    await settled()
    expect(loader.shown()).toEqual({ phase: 'loading' })
    void loader.start(load)
    loader.fail(refused)
    open[1]?.answer(answered('二'))
    await settled()
    expect(loader.shown()).toEqual({ phase: 'failed', failure: refused })
  })
})

describe('a refresh in the background', () => {
  async function opened() {
    const { open, load } = loads()
    const loader = createLoader<string, Failure>()
    void loader.start(load)
    open[0]?.answer(answered('一'))
    await settled()
    return { open, load, loader }
  }

  test('shows what is new', async () => {
    const { open, loader } = await opened()
    void loader.refresh()
    open[1]?.answer(answered('二'))
    await settled()
    expect(loader.shown()).toEqual(loaded('二'))
  })

  test('leaves the screen alone where nothing comes', async () => {
    const { open, loader } = await opened()
    void loader.refresh()
    open[1]?.answer(refused)
    void loader.refresh()
    open[2]?.lose()
    await settled()
    expect(loader.shown()).toEqual(loaded('一'))
  })

  test('gives way to what was asked since', async () => {
    const { open, load, loader } = await opened()
    void loader.refresh()
    void loader.start(load)
    open[2]?.answer(answered('another filter'))
    open[1]?.answer(answered('the old filter'))
    await settled()
    expect(loader.shown()).toEqual(loaded('another filter'))
  })

  test('asks nothing where nothing is loaded', async () => {
    const { open, load } = loads()
    const loader = createLoader<string, Failure>()
    await loader.refresh()
    void loader.start(load)
    await loader.refresh()
    expect(open).toHaveLength(1)
  })
})
