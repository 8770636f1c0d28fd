import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright-core'
import type { Link } from './link.ts'
import { COLD } from './queries.ts'

export interface ColdRun {
  kind: string
  query: string
  ms: number
  bytes: number
  longTask: number
}

/** Focuses the box of a page that is at rest, types at once, and waits until what is meant stands first. */
export async function runCold(browser: Browser, link: Link): Promise<ColdRun[]> {
  const runs: ColdRun[] = []
  for (const [kind, queries] of Object.entries(COLD)) {
    for (const [query, expected] of queries) {
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(link.url, { waitUntil: 'networkidle' })
      link.isSlow = true
      link.bytes = 0
      const { ms, longTask } = await page.evaluate(typeAndWait, { query, expected })
      runs.push({ kind, query, ms, bytes: link.bytes, longTask })
      link.isSlow = false
      await context.close()
    }
  }
  return runs
}

function typeAndWait({
  query,
  expected,
}: {
  query: string
  expected: string
}): Promise<{ ms: number; longTask: number }> {
  let longTask = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTask = Math.max(longTask, duration)
  }).observe({ type: 'longtask' })
  return new Promise((resolve) => {
    const begun = performance.now()
    const input = document.querySelector<HTMLInputElement>('search-box input')
    const list = document.querySelector('search-box [role=listbox]')
    if (input === null || list === null) throw new Error('no search box')
    const look = (): void => {
      if (list.querySelector('[role=option] .hit-name')?.textContent !== expected) return
      resolve({ ms: performance.now() - begun, longTask })
    }
    new MutationObserver(look).observe(list, { childList: true, subtree: true })
    setTimeout(() => resolve({ ms: 10_000, longTask }), 10_000)
    input.focus()
    input.value = query
    input.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

/** The built worker's program, as the pages start it. */
function workerOf(site: string): string {
  const file = readdirSync(join(site, '_astro')).find((name) => /^worker-.*\.js$/.test(name))
  if (file === undefined) throw new Error('no worker was built')
  return `/_astro/${file}`
}

export interface WarmRun {
  characters: number[]
  letters: number[]
  heapMib: number
  totalBytes: number
}

/** Asks the worker, with everything loaded: milliseconds from question to answer, there and back. */
export async function runWarm(
  browser: Browser,
  link: Link,
  site: string,
  queries: { characters: string[]; letters: string[] },
): Promise<WarmRun> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(link.url, { waitUntil: 'networkidle' })
  const heap = await watchWorkerHeap(page)
  link.bytes = 0
  await page.evaluate(startWorker, workerOf(site))
  // 廢 is in no name: the characters' file is loaded too.
  await page.evaluate(askAll, ['海淀', '廢'])
  const totalBytes = link.bytes
  await page.evaluate(askAll, [...queries.characters.slice(0, 60), ...queries.letters.slice(0, 60)])
  const characters = await page.evaluate(askAll, queries.characters)
  const letters = await page.evaluate(askAll, queries.letters)
  const heapMib = await heap()
  await context.close()
  return { characters, letters, heapMib, totalBytes }
}

declare global {
  var ask: (query: string) => Promise<number>
}

async function startWorker(address: string): Promise<void> {
  const worker = new Worker(address)
  const response = await fetch('/names/first.txt')
  const first = await response.arrayBuffer()
  worker.postMessage({ file: 'first.txt', bytes: first })
  let id = 0
  globalThis.ask = (query) =>
    new Promise((resolve) => {
      const begun = performance.now()
      id += 1
      worker.onmessage = ({ data }) => {
        if (data.id === id && data.answer?.complete) resolve(performance.now() - begun)
      }
      worker.postMessage({ id, query, limit: 8 })
    })
}

async function askAll(queries: string[]): Promise<number[]> {
  const times: number[] = []
  for (const query of queries) times.push(await globalThis.ask(query))
  return times
}

/** After a collection: objects and buffers of the worker, as its own inspector counts them. */
async function watchWorkerHeap(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  const attached: string[] = []
  session.on('Target.attachedToTarget', ({ sessionId }) => attached.push(sessionId))
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  })
  return async () => {
    const [sessionId] = attached
    if (sessionId === undefined) throw new Error('the worker cannot be inspected')
    await sendToWorker(session, sessionId, 'HeapProfiler.collectGarbage')
    const usage = await sendToWorker(session, sessionId, 'Runtime.getHeapUsage')
    return ((usage['usedSize'] ?? 0) + (usage['backingStorageSize'] ?? 0)) / 2 ** 20
  }
}

let sent = 0

function sendToWorker(
  session: CDPSession,
  sessionId: string,
  method: string,
): Promise<Record<string, number>> {
  sent += 1
  const id = sent
  return new Promise((resolve) => {
    const listen = ({ message }: { message: string }): void => {
      const reply = JSON.parse(message)
      if (reply.id !== id) return
      session.off('Target.receivedMessageFromTarget', listen)
      resolve(reply.result)
    }
    session.on('Target.receivedMessageFromTarget', listen)
    session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
  })
}

/** The worker's program on the page's own thread, which is made four times slower. */
export async function runSlow(browser: Browser, link: Link, queries: string[]): Promise<number[]> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(link.url, { waitUntil: 'networkidle' })
  await page.evaluate(openInPage)
  await page.evaluate(askAll, queries.slice(0, 80))
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const times = await page.evaluate(askAll, queries)
  await context.close()
  return times
}

async function openInPage(): Promise<void> {
  const address = '/bench/names.js'
  const { openNames } = await import(address)
  const names = await openNames(async (file: string) => (await fetch(`/names/${file}`)).arrayBuffer())
  await names.loadAll()
  globalThis.ask = async (query) => {
    const begun = performance.now()
    await names.search(query, { limit: 8 })
    return performance.now() - begun
  }
}
