import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { TaskName, TaskRequest, TaskResult, Tasks, Workspace } from './tasks.ts'

/** Old space of one worker: twice what any task holds at a time, the rest is what is not yet collected. */
const HEAP_MIB = 256

/** Tasks that go through the whole register, and leave a heap of hundreds of megabytes behind. */
const LARGE: ReadonlySet<TaskName> = new Set(['names', 'verify', 'dataParts'])
/** With fewer tasks to come, a fresh worker is not worth its start. */
const WORTH_A_START = 10

/** The workers of one build: as many as the machine has cores, each with its own copy of the program. */
export interface Pool {
  readonly size: number
  /** Runs a task on the next free worker, in the order of asking. Rejects with the task's own words. */
  run<Name extends TaskName>(name: Name, order: Tasks[Name]['order']): Promise<Tasks[Name]['answer']>
  close(): Promise<void>
}

interface Waiting {
  request: TaskRequest
  settle(reply: TaskResult): void
}

export function openPool(workspace: Workspace, size = availableParallelism()): Pool {
  const waiting: Waiting[] = []
  const idle: Worker[] = []
  const workers = new Set<Worker>()
  const busy = new Map<Worker, Waiting>()
  /** A heap that was large does not shrink by itself: these make way for fresh ones before pages are rendered. */
  const swollen = new Set<Worker>()
  let asked = 0

  function next(worker: Worker): void {
    busy.delete(worker)
    const task = waiting.shift()
    if (task === undefined) idle.push(worker)
    else start(worker, task)
  }

  function start(given: Worker, task: Waiting): void {
    const { name } = task.request
    const isWorn = name === 'pages' && swollen.has(given) && waiting.length >= WORTH_A_START
    const worker = isWorn ? inPlaceOf(given) : given
    if (LARGE.has(name)) swollen.add(worker)
    busy.set(worker, task)
    worker.postMessage(task.request)
  }

  function inPlaceOf(worker: Worker): Worker {
    workers.delete(worker)
    void worker.terminate()
    return open()
  }

  /** A worker that died takes its task with it; the build fails, so no other is started. */
  function lose(worker: Worker, error: Error): void {
    const task = busy.get(worker)
    task?.settle({ id: task.request.id, error: error.message })
  }

  function open(): Worker {
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: workspace,
      env: { ...process.env, SNAPSHOT: workspace.snapshot, SITE_FOLDER: workspace.site },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
    })
    worker.on('message', (reply: TaskResult) => {
      busy.get(worker)?.settle(reply)
      next(worker)
    })
    worker.on('error', (error) => lose(worker, error))
    workers.add(worker)
    return worker
  }

  for (let opened = 0; opened < size; opened += 1) idle.push(open())

  return {
    size,
    run(name, order) {
      asked += 1
      const request = { id: asked, name, order }
      return new Promise((resolve, reject) => {
        const settle = (reply: TaskResult): void => {
          if ('error' in reply) reject(new Error(reply.error))
          else resolve(reply.answer as Tasks[typeof name]['answer'])
        }
        const worker = idle.shift()
        if (worker === undefined) waiting.push({ request, settle })
        else start(worker, { request, settle })
      })
    },
    async close() {
      await Promise.all([...workers].map((worker) => worker.terminate()))
    },
  }
}
