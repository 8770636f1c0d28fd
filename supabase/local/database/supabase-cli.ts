import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { z } from 'zod'
import { quietEnvironment } from '../process/quiet.ts'

const run = promisify(execFile)
const cli = createRequire(import.meta.url).resolve('supabase/dist/supabase.js')
const failedRun = z.object({ stdout: z.string(), stderr: z.string() })

/**
 * Runs Supabase's command-line interface, which needs no Docker where it is told the database's address.
 *
 * @param home a folder for what it wants to remember, so that it leaves nothing in the user's own.
 * @returns what it printed on standard output.
 * @throws Error with its own words when it fails.
 */
export async function runSupabase(args: readonly string[], home: string): Promise<string> {
  try {
    const env = { ...process.env, ...quietEnvironment, HOME: home }
    const { stdout } = await run(process.execPath, [cli, ...args], { env, maxBuffer: 64 * 1024 * 1024 })
    return stdout
  } catch (error) {
    const failed = failedRun.safeParse(error)
    throw failed.success ? new Error(`${failed.data.stdout}\n${failed.data.stderr}`.trim()) : error
  }
}

/** The address as the interface wants it: it would insist on encryption, which a database on this machine has not. */
export function remote(databaseUrl: string): string {
  return `--remote=${databaseUrl}?sslmode=disable`
}
