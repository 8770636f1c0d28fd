import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { delimiter, join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { runCommand } from '../../supabase/local/process/command.ts'
import { CommandError } from '../../supabase/local/process/command-error.ts'
import { clearAbandoned, endStackOn, makePassingFolder } from '../../supabase/local/process/owned-folders.ts'
import { projectFolder } from '../../supabase/local/settings/folders.ts'
import { compareFigures, type Figures, figuresIn } from './figures.ts'
import { machine } from './trial.ts'

/**
 * `npm run bench:compare -- <commit> <bench> [--rounds 2] [-- what the bench is to be told]`: runs a bench at a former commit and at the
 * present one in turns on this machine, and prints the ratio of each figure, present to former, of the medians. Ends with one line of JSON.
 */

const MANIFEST = z.object({ scripts: z.record(z.string(), z.string()).default({}) })
const local = join(projectFolder, '.local')
const PATIENCE_MS = 20_000

const git = (...args: string[]) =>
  execFileSync('git', args, {
    cwd: projectFolder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()

function commitOf(name: string): string {
  try {
    return git('rev-parse', '--verify', '--quiet', `${name}^{commit}`)
  } catch {
    throw new CommandError(
      `There is no commit ${name} here; a shallow clone lacks the former ones (git fetch --unshallow).`,
    )
  }
}

/** The same files under a second name each; what tools keep there for one checkout alone stays away. */
function linkTree(from: string, to: string): void {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else if (entry.isFile()) linkSync(source, target)
    else if (entry.isDirectory() && !/^\.(?:cache|vite|vite-temp|astro)$/.test(entry.name))
      linkTree(source, target)
  }
}

interface Side {
  readonly name: string
  readonly folder: string
  /** The program of the bench with its words, or nothing where this commit does not have it. */
  readonly program: readonly string[] | undefined
}

function sideIn(name: string, folder: string, bench: string): Side {
  const { scripts } = MANIFEST.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  const [interpreter, ...program] = scripts[`bench:${bench}`]?.split(' ') ?? []
  return { name, folder, program: interpreter === 'node' ? program : undefined }
}

/** Whether all that stands in the group of `pid` has ended by `signal` in good time. */
async function isGroupGone(pid: number, signal: NodeJS.Signals): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS
  try {
    process.kill(-pid, signal)
    while (Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      process.kill(-pid, 0)
    }
    return false
  } catch {
    return true
  }
}

/** What runs just now, and how it is ended with all that it started. */
function createRunner(temporary: string) {
  let running: ChildProcess | undefined
  let isEnding = false

  function start(command: string, args: readonly string[], folder: string): ChildProcess {
    if (isEnding) throw new CommandError('Ended in the middle.')
    running = spawn(command, args, {
      cwd: folder,
      // A group of its own, so that Ctrl-C reaches us alone and all of it can be ended together.
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        PATH: [join(folder, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
        TMPDIR: temporary,
        npm_lifecycle_event: 'bench:compare',
      },
    })
    return running
  }

  return {
    /** Resolves with what the program printed. @throws CommandError when it failed. */
    async run(command: string, args: readonly string[], folder: string): Promise<string> {
      const child = start(command, args, folder)
      let text = ''
      child.stdout?.setEncoding('utf8').on('data', (part: string) => {
        text += part
        process.stderr.write(part)
      })
      const code = await new Promise<number | null>((resolve, reject) => {
        child.once('error', reject)
        child.once('close', resolve)
      })
      running = undefined
      if (isEnding) throw new CommandError('Ended in the middle.')
      if (code !== 0) throw new CommandError(`${args.join(' ')} failed in ${folder}; it says above why.`)
      return text
    },
    async end(): Promise<void> {
      isEnding = true
      const { pid } = running ?? {}
      if (pid === undefined) return
      for (const signal of ['SIGTERM', 'SIGKILL'] as const) if (await isGroupGone(pid, signal)) return
    },
  }
}

/** Ends what a bench left running that was ended in the middle, wherever that commit keeps its data. */
async function endStacksBelow(folder: string): Promise<void> {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) await endStackOn(join(folder, name))
}

interface Order {
  readonly commit: string
  readonly bench: string
  readonly rounds: number
  readonly words: readonly string[]
}

function orderFrom(args: readonly string[]): Order {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '2' } },
  })
  const [name, bench, ...words] = positionals
  const rounds = Number(values.rounds)
  if (name === undefined || bench === undefined)
    throw new CommandError('Say what to compare: npm run bench:compare -- <commit> <bench> [--rounds 2].')
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new CommandError('--rounds must be a whole number from 1.')
  return { commit: commitOf(name), bench: bench.replace(/^bench:/, ''), rounds, words }
}

async function compare({ commit, bench, rounds, words }: Order): Promise<void> {
  const present = sideIn('present', projectFolder, bench)
  if (present.program === undefined)
    throw new CommandError(`There is no bench:${bench} here; package.json names those that there are.`)
  const folder = makePassingFolder(local, 'compare')
  chmodSync(folder, 0o755)
  const temporary = join(folder, 'tmp')
  mkdirSync(temporary)
  chmodSync(temporary, 0o1777)
  const runner = createRunner(temporary)
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => void runner.end())
  const checkout = join(folder, 'former')
  try {
    git('worktree', 'prune')
    git('worktree', 'add', '--detach', '--force', checkout, commit)
    const former = sideIn(`former (${commit.slice(0, 7)})`, checkout, bench)
    if (former.program === undefined)
      process.stderr.write(`${commit.slice(0, 7)} has no bench:${bench}; only the present is measured.\n`)
    else await install(checkout, runner)
    const found: Record<'former' | 'present', Figures[]> = { former: [], present: [] }
    for (let round = 1; round <= rounds; round += 1)
      for (const [key, side] of [
        ['former', former],
        ['present', present],
      ] as const) {
        if (side.program === undefined) continue
        process.stderr.write(`\nRound ${round} of ${rounds}: bench:${bench}, ${side.name}\n`)
        found[key].push(figuresIn(await runner.run('node', [...side.program, ...words], side.folder)))
      }
    print(bench, commit, rounds, found)
  } finally {
    await runner.end()
    for (const data of [temporary, join(checkout, '.local')]) await endStacksBelow(data)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    git('worktree', 'prune')
    // The present bench's, if it was ended in the middle.
    await clearAbandoned(local)
  }
}

async function install(checkout: string, runner: ReturnType<typeof createRunner>): Promise<void> {
  const lock = (folder: string) => readFileSync(join(folder, 'package-lock.json'), 'utf8')
  if (lock(checkout) === lock(projectFolder))
    linkTree(join(projectFolder, 'node_modules'), join(checkout, 'node_modules'))
  else {
    process.stderr.write('Its packages are not those of the present: npm ci, for a minute or two.\n')
    await runner.run('npm', ['ci', '--no-audit', '--no-fund'], checkout)
  }
}

function print(
  bench: string,
  commit: string,
  rounds: number,
  found: Record<'former' | 'present', Figures[]>,
): void {
  const { rows, ratios } = compareFigures(found.former, found.present)
  console.log(`\nbench:${bench}, medians of ${rounds} rounds in turns, measured on ${machine()}`)
  console.table(rows)
  console.log(JSON.stringify({ bench, commit, rounds, ratios }))
}

await runCommand(() => compare(orderFrom(process.argv.slice(2))))
process.exit()
