import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { foldsExpected } from '../../directory/folding.ts'
import { fileOf } from '../page-addresses.ts'
import { compressFiles } from '../precompression.ts'
import { shareSite } from '../site-copy.ts'
import { siteFolder } from '../site-folder.ts'
import type { TaskName, TaskRequest, TaskResult, Tasks, Workspace } from './tasks.ts'

const { entry, snapshot, site }: Workspace = workerData
const folder = siteFolder(site)
const output = { folder: site, ...folder }

async function share({ from, to, entries }: Tasks['share']['order']): Promise<null> {
  shareSite(from, to, entries)
  return null
}

type Render = (address: string) => Promise<Uint8Array>
let program: Promise<{ render: Render }> | null = null

async function renderPages({ addresses }: Tasks['pages']['order']): Promise<null> {
  // The program reads the snapshot that SNAPSHOT names; the pool has set it.
  program ??= import(pathToFileURL(entry).href)
  const { render } = await program
  for (const address of addresses) folder.write(fileOf(address), await render(address))
  return null
}

async function compress({ files, last }: Tasks['compression']['order']): Promise<null> {
  compressFiles(site, files, last)
  return null
}

async function writeDataParts({ parts }: Tasks['dataParts']['order']): Promise<null> {
  const { writeParts } = await import('../../open-data/open-data.ts')
  writeParts(output, snapshot, parts)
  return null
}

async function writeDataSqlite(): Promise<null> {
  const { writeNationalSqlite } = await import('../../open-data/open-data.ts')
  writeNationalSqlite(output, snapshot)
  return null
}

async function composeData(): Promise<null> {
  const { composeNation } = await import('../../open-data/open-data.ts')
  composeNation(output, snapshot)
  return null
}

async function writeVerify({ change }: Tasks['verify']['order']): Promise<null> {
  const { writeVerifyFiles } = await import('../../verify/shards.ts')
  writeVerifyFiles(output, snapshot, change)
  return null
}

async function writeNames({ cache }: Tasks['names']['order']): Promise<null> {
  const { buildNamesIndex } = await import('../../search/index/names-index.ts')
  await buildNamesIndex({ snapshot, out: join(site, 'names'), cache, folded: foldsExpected() })
  return null
}

const WORK: { [Name in TaskName]: (order: Tasks[Name]['order']) => Promise<Tasks[Name]['answer']> } = {
  share,
  pages: renderPages,
  compression: compress,
  dataParts: writeDataParts,
  dataSqlite: writeDataSqlite,
  dataNation: composeData,
  verify: writeVerify,
  names: writeNames,
}

async function reply({ id, name, order }: TaskRequest): Promise<TaskResult> {
  try {
    const work: (order: never) => Promise<unknown> = WORK[name]
    return { id, answer: await work(order as never) }
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', async (request: TaskRequest) => parentPort?.postMessage(await reply(request)))
