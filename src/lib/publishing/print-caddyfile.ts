import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { caddyfile } from './caddyfile.ts'

/** `npm run --silent caddyfile -- --address minglu.example.org [--site dist]`: prints a Caddyfile that serves a built site. */

const { values } = parseArgs({
  options: { address: { type: 'string' }, site: { type: 'string', default: 'dist' } },
})
if (values.address === undefined) {
  console.error('Say what Caddy answers to: npm run --silent caddyfile -- --address minglu.example.org')
  process.exitCode = 2
} else {
  const site = resolve(values.site)
  const headers = readFileSync(join(site, '_headers'), 'utf8')
  process.stdout.write(caddyfile({ address: values.address, site, headers }))
}
