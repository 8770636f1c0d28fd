import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { connect } from '../../../supabase/local/database/database.ts'
import { CommandError } from '../../../supabase/local/process/command-error.ts'
import { lockHolder, takeLock } from '../../../supabase/local/process/lock.ts'
import { isAlive } from '../../../supabase/local/process/process-identity.ts'
import { closedFolder } from '../../../supabase/local/process/system-user.ts'
import { foldersIn, makeFolders } from '../../../supabase/local/settings/folders.ts'
import { claimPorts, freePort, portsFromEnvironment } from '../../../supabase/local/settings/ports.ts'
import { mailboxAt, startStack } from '../../fixtures/stack.ts'

const announcement = z.object({ databaseUrl: z.string(), mailboxUrl: z.string(), url: z.string() })
const free = { site: 0, api: 0, database: 0, mailbox: 0 }

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minglu-life-'))
  await chmod(folder, 0o755)
})

afterEach(() => rm(folder, { recursive: true, force: true }))

async function startProcess(): Promise<{ child: ChildProcess; said: z.output<typeof announcement> }> {
  const script = fileURLToPath(new URL('../../fixtures/stack-process.ts', import.meta.url))
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  if (!child.stdout) throw new Error('the process has no output')
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return { child, said: announcement.parse(JSON.parse(line)) }
}

async function postgresPid(databaseUrl: string): Promise<number> {
  const sql = connect(databaseUrl)
  try {
    const [row] = await sql`select split_part(pg_read_file('postmaster.pid'), E'\n', 1)::integer as pid`
    return z.number().parse(row?.pid)
  } finally {
    await sql.end()
  }
}

describe('a stack that was killed', () => {
  test('comes back with everything that it had accepted, and leaves no database running behind it', async () => {
    const { child, said } = await startProcess()
    const sql = connect(said.databaseUrl)
    await sql`create table public.kept (word text)`
    await sql`insert into public.kept values ('before the kill')`
    await sql.end()
    await fetch(`${said.mailboxUrl}/emails`, {
      method: 'POST',
      headers: { Authorization: 'Bearer re_test', 'Content-Type': 'application/json' },
      body: JSON.stringify({ from: 'a@example.cn', to: 'b@example.cn', subject: '留下', text: '留下' }),
    })
    child.kill('SIGKILL')
    await once(child, 'exit')

    const again = await startStack({ dataDir: folder, fsync: true })
    const after = connect(again.databaseUrl.superuser)
    expect(await after`select word from public.kept`).toMatchObject([{ word: 'before the kill' }])
    await after.end()
    expect(await mailboxAt(again.mailboxUrl).messages('b@example.cn')).toHaveLength(1)
    const pid = await postgresPid(again.databaseUrl.superuser)
    await again.stop()
    expect(isAlive(pid)).toBe(false)
  })
})

describe('a second copy on the same data', () => {
  test('is refused in one sentence while the first one runs', async () => {
    const first = await startStack({ dataDir: folder })
    try {
      await expect(startStack({ dataDir: folder })).rejects.toThrow(CommandError)
      await expect(startStack({ dataDir: folder })).rejects.toThrow(`already running on ${folder}`)
    } finally {
      await first.stop()
    }
    expect(lockHolder(folder)).toBeUndefined()
  })

  test('takes over a lock whose holder is gone or whose number went to another program', async () => {
    for (const stale of ['999999999\t1', `${process.pid}\t1`, 'not a lock']) {
      await writeFile(join(folder, 'lock'), stale)
      const release = takeLock(folder)
      expect(lockHolder(folder)).toBe(process.pid)
      release()
    }
  })
})

describe('what the person at the keyboard can mend', () => {
  test.for([
    ['site', 'MINGLU_PORT_SITE'],
    ['api', 'MINGLU_PORT_API'],
    ['database', 'MINGLU_PORT_DATABASE'],
    ['mailbox', 'MINGLU_PORT_MAILBOX'],
  ] as const)(
    'a taken port of the %s is named together with the variable that chooses another',
    async ([part, variable]) => {
      const taken = await freePort()
      const server = createServer().listen(taken, '127.0.0.1')
      await once(server, 'listening')
      try {
        await expect(claimPorts({ ...free, [part]: taken })).rejects.toThrow(
          new CommandError(
            `Port ${taken} is taken by another program; choose another with ${variable}=<port> npm start.`,
          ),
        )
      } finally {
        server.close()
      }
    },
  )

  test.for(['x', '-1', '65536', '80.5'])('a port of %s is refused', (port) => {
    process.env.MINGLU_PORT_API = port
    try {
      expect(portsFromEnvironment).toThrow(
        new CommandError('MINGLU_PORT_API must be a port number between 0 and 65535.'),
      )
    } finally {
      delete process.env.MINGLU_PORT_API
    }
  })

  test('a data folder that cannot be made names itself and the way out', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    const folders = foldersIn(join(file, 'data'))
    expect(() => makeFolders(folders)).toThrow(
      new CommandError(
        `The stack keeps its data in ${folders.data}, which this user cannot write: change its owner or set MINGLU_DATA to another folder.`,
      ),
    )
  })

  test('the highest folder that the database’s user cannot enter is found', async () => {
    const home = join(folder, 'home')
    const inner = join(home, 'project')
    await mkdir(inner, { recursive: true })
    await chmod(home, 0o700)
    const stranger = { uid: 54_321, gid: 54_321 }
    expect(closedFolder(inner, stranger)).toBe(home)
    await chmod(home, 0o711)
    expect(closedFolder(inner, stranger)).toBeUndefined()
  })
})
