import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const CONNECT = "connect-src 'self'"

/** Lets pages reach the project's API, which is known only when the site is built. Throws where the policy does not say `connect-src`. */
export function allowApi(headers: string, supabaseUrl: string): string {
  if (!headers.includes(CONNECT)) throw new Error('_headers 里没有 connect-src，无法写入接口地址。')
  return headers.replace(CONNECT, `${CONNECT} ${new URL(supabaseUrl).origin}`)
}

export function writeHeaders(site: string, supabaseUrl: string): void {
  const file = join(site, '_headers')
  writeFileSync(file, allowApi(readFileSync(file, 'utf8'), supabaseUrl))
}
