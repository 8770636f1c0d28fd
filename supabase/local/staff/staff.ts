import { parseArgs } from 'node:util'
import { connect } from '../database/database.ts'
import { runCommand } from '../process/command.ts'
import { CommandError } from '../process/command-error.ts'
import { runningEnvironment } from '../running.ts'
import { defaultFolders } from '../settings/folders.ts'
import { chooseAct, type Options } from './acts.ts'

const USAGE = `What staff do in the dashboard, as statements on the running stack:

  npm run staff -- list                                     what waits for a decision
  npm run staff -- approve <registration or organization>
  npm run staff -- return <registration or organization> --reason 原因
  npm run staff -- issue <organization> --login 登录名 --password 初始密码 [--platform weibo] [--handle 账号名]
  npm run staff -- issue <file.csv> [--dry-run] [--batch 名称]   many at once; run again, it goes on where it stood
       columns: organization_code, platform (or account_id), login_name, initial_password, and bundle for a hand-out
  npm run staff -- publish --issuer <organization> --title 标题 --body 正文 [--pinned-until 2027-01-31]

An organization is named by its code or its full name, a registration by its id.`

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        reason: { type: 'string' },
        platform: { type: 'string' },
        login: { type: 'string' },
        password: { type: 'string' },
        handle: { type: 'string' },
        issuer: { type: 'string' },
        title: { type: 'string' },
        body: { type: 'string' },
        'pinned-until': { type: 'string' },
        batch: { type: 'string' },
        'dry-run': { type: 'boolean' },
        help: { type: 'boolean' },
      } satisfies Record<keyof Options | 'help', { type: 'string' | 'boolean' }>,
    })
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
  }
}

await runCommand(async () => {
  const { values, positionals } = readArguments()
  const { help, ...options } = values
  if (help) return console.log(USAGE)
  const [name, subject, ...more] = positionals
  if (name === undefined) throw new CommandError(USAGE)
  const act = chooseAct(name, subject, options)
  // What stands beside the point is not quoted: it may be a password.
  if (more.length > 0 || (['list', 'publish'].includes(name) && subject !== undefined))
    throw new CommandError(`${name} was given a word too many; quote a name that has spaces in it.`)
  const url = runningEnvironment(defaultFolders().data).DATABASE_URL
  if (url === undefined) throw new CommandError('The running stack does not say where its database is.')
  const sql = connect(url)
  try {
    await act.perform(sql, subject, options)
  } finally {
    await sql.end()
  }
})
