import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { z } from 'zod'
import { writeWhole } from './keys.ts'

const pairSchema = z.object({ publicKey: z.string(), privateKey: z.string() })

/** The armored OpenPGP pair that seals credentials: the database holds the public half, the functions the private one. */
export type SealingPair = z.output<typeof pairSchema>

/** RSA, because pgcrypto knows no curves. Made once per data folder, in about 0.3 s and off the main thread. */
export async function sealingPairOf(dataFolder: string): Promise<SealingPair> {
  const file = join(dataFolder, 'sealing-key.json')
  if (existsSync(file)) return pairSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const { generateKey } = await import('openpgp')
  const pair = await generateKey({
    type: 'rsa',
    rsaBits: 3072,
    userIDs: [{ name: 'local sealing key' }],
    format: 'armored',
  })
  writeWhole(file, `${JSON.stringify(pairSchema.parse(pair))}\n`, 0o600)
  return pair
}

/** Hands the public half to the database, once its migrations know what to do with it. `sql` is the staff's. */
export async function installSealingKey(sql: Sql, pair: SealingPair): Promise<void> {
  const [row] = await sql`select to_regprocedure('private.install_sealing_key(text)') is not null as known`
  if (row?.known) await sql`select private.install_sealing_key(${pair.publicKey})`
}
