import { fileURLToPath } from 'node:url'
import { foldsExpected } from '../directory/folding.ts'
import { takeSnapshot } from '../snapshot/snapshot.ts'
import { reviseLastSnapshot } from '../snapshot/snapshot-revision.ts'
import { type Environment, environment } from './environment.ts'
import { type LastSite, type Memory, openMemory } from './memory.ts'
import { type BuildOptions, buildOptions } from './options.ts'
import { type LastWhole, publish } from './publish.ts'
import { shows } from './published-site.ts'
import { rendererOf } from './renderer/renderer.ts'
import { Timings } from './timings.ts'
import { takeTurn } from './turn.ts'

type Layout = Pick<LastSite, 'folded' | 'compressed'>

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url))

/** Reads the register: what changed since the last site where changes are to be laid into it, else everything. */
async function readRegister(settings: Environment, memory: Memory, revise: boolean): Promise<string> {
  const { SUPABASE_URL: url, SUPABASE_PUBLISHABLE_KEY: key } = settings
  const { lastSnapshot: last, nextSnapshot: file } = memory
  const order = { url, key, file }
  if (!revise || last === null || !(await reviseLastSnapshot({ ...order, last })))
    await takeSnapshot({ ...order, last })
  return file
}

/** The site that changes can be laid into: the very one that the memory tells of, made with this renderer. */
function lastWhole(
  { onto }: BuildOptions,
  memory: Memory,
  renderer: string,
  layout: Layout,
): LastWhole | null {
  const { lastSnapshot, lastSite } = memory
  if (onto === null || lastSnapshot === null || lastSite?.renderer !== renderer) return null
  if (lastSite.folded !== layout.folded || lastSite.compressed !== layout.compressed) return null
  return shows(onto, lastSite.publication) ? { site: onto, snapshot: lastSnapshot } : null
}

async function build(options: BuildOptions, timings: Timings) {
  const settings = environment(process.env)
  const { SUPABASE_URL: supabaseUrl, SUPABASE_PUBLISHABLE_KEY: key } = settings
  const layout = { folded: foldsExpected(), compressed: settings.PRECOMPRESS === '1' }
  const memory = openMemory(options.memory)
  const variables = {
    ...process.env,
    PUBLIC_SUPABASE_URL: supabaseUrl,
    PUBLIC_SUPABASE_PUBLISHABLE_KEY: key,
  }
  try {
    const [renderer, snapshot] = await Promise.all([
      timings.time('renderer', () => rendererOf(PROJECT, variables)),
      options.snapshot ??
        timings.time('snapshot', () => readRegister(settings, memory, options.onto !== null)),
    ])
    const onto = lastWhole(options, memory, renderer.id, layout)
    const { rendered, ...publication } = await publish({
      renderer,
      snapshot,
      out: options.out,
      supabaseUrl,
      compress: layout.compressed,
      onto,
      cache: memory.cache,
      timings,
    })
    memory.remember(snapshot, { publication, renderer: renderer.id, ...layout })
    return { ...publication, rendered }
  } finally {
    memory.tidy()
  }
}

/** Two builds with one memory or one place would write into each other's files; whoever comes second reads the register afterwards. */
async function inTurn<Result>(options: BuildOptions, work: () => Promise<Result>): Promise<Result> {
  const given: (() => void)[] = []
  try {
    // Always in this order, so that no two wait for each other.
    for (const folder of new Set([options.memory, options.out]))
      given.push(await takeTurn(folder, options.patience * 1000, (sentence) => console.error(sentence)))
    return await work()
  } finally {
    for (const giveBack of given) giveBack()
  }
}

const begun = performance.now()
const timings = new Timings()
try {
  const options = buildOptions(process.argv.slice(2))
  const { revision, pages, rendered } = await inTurn(options, () => build(options, timings))
  const seconds = Math.round((performance.now() - begun) / 100) / 10
  console.log(JSON.stringify({ revision, pages, rendered, seconds, parts: timings.seconds() }))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
