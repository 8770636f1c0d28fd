import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { generateKey } from 'openpgp'

/**
 * `npm run sealing-key -- --private <file>`: makes the pair that seals credentials. Prints the statement that installs the
 * public half; writes the private half, which only the functions may hold, to a file that nobody else can read.
 */

const { values } = parseArgs({ options: { private: { type: 'string' } } })
if (values.private === undefined) {
  console.error(
    'Say where the private half goes: npm run --silent sealing-key -- --private sealing-key.asc > install.sql',
  )
  process.exit(1)
}
// RSA, because pgcrypto knows no curves.
const { publicKey, privateKey } = await generateKey({
  type: 'rsa',
  rsaBits: 3072,
  userIDs: [{ name: 'sealing key' }],
  format: 'armored',
})
try {
  await writeFile(values.private, privateKey, { mode: 0o600, flag: 'wx' })
} catch (error) {
  console.error(
    `The private half was not written (an existing file is never replaced): ${error instanceof Error ? error.message : error}`,
  )
  process.exit(1)
}
console.log(`select private.install_sealing_key($key$${publicKey}$key$);`)
