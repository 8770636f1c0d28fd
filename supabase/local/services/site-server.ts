import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'
import { type HeaderRules, parseHeaderRules } from '../../functions/_shared/contracts/header-rules.ts'
import { type Listener, serveNode } from '../process/listener.ts'
import type { SiteBuilds } from './site-builds.ts'

const waitingPage = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2">
<title>网站正在生成</title>
</head>
<body><p>网站正在生成，好了以后这一页会自己打开。</p></body>
</html>`

interface Served {
  readonly build: string
  readonly rules: HeaderRules
  readonly files: ReturnType<typeof sirv>
}

function rulesOf(build: string): HeaderRules {
  const file = join(build, '_headers')
  return parseHeaderRules(existsSync(file) ? readFileSync(file, 'utf8') : '')
}

function serve(build: string, rules: HeaderRules): Served {
  // `dev` looks at the disk for every request instead of reading thousands of names first.
  const files = sirv(build, {
    dev: true,
    etag: true,
    extensions: ['html'],
    setHeaders: (response, pathname) => {
      for (const [name, value] of rules(pathname)) response.setHeader(name, value)
    },
  })
  return { build, rules, files }
}

function sendNotFound({ build, rules }: Served, pathname: string, response: ServerResponse): void {
  const file = join(build, '404.html')
  for (const [name, value] of rules(pathname)) response.setHeader(name, value)
  response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' })
  response.end(existsSync(file) ? readFileSync(file) : 'Not found')
}

/** The one address of a page: no slash at its end, no extension. */
function addressOf(pathname: string): string {
  const bare = pathname.replace(/(?:\/index)?\.html$/, '').replace(/\/+$/, '')
  return `/${bare.replace(/^\/+/, '')}`
}

/** The static host of the trial: behaves as Cloudflare Pages or Netlify do with the same folder. */
export function startSiteServer(port: number, builds: SiteBuilds): Promise<Listener> {
  let served: Served | undefined

  return serveNode(port, (request: IncomingMessage, response: ServerResponse) => {
    const build = builds.current()
    if (!build) {
      response.writeHead(503, { 'Content-Type': 'text/html; charset=utf-8', 'Retry-After': '2' })
      response.end(waitingPage)
      return
    }
    if (served?.build !== build) served = serve(build, rulesOf(build))
    const now = served
    const { pathname, search } = new URL(`http://localhost${request.url ?? '/'}`)
    const address = addressOf(pathname)
    if (address !== pathname) {
      response.writeHead(308, { Location: address + search })
      response.end()
      return
    }
    if (pathname === '/_headers') {
      sendNotFound(now, pathname, response)
      return
    }
    // A page that was loaded before the swap may ask for its scripts only now.
    const older = pathname.startsWith('/_astro/') ? builds.earlier() : []
    const found = older.find(
      (folder) => !existsSync(join(build, pathname)) && existsSync(join(folder, pathname)),
    )
    const files = found ? serve(found, now.rules).files : now.files
    files(request, response, () => sendNotFound(now, pathname, response))
  })
}
