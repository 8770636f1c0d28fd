import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { CHAPTERS_FILE, rendererFiles } from './renderer.ts'

/** `node compile.ts <project> <folder> <cache>`: compiles the pages into `folder`. A process of its own, whose memory ends with it. */

const [project = '', folder = '', cache = ''] = process.argv.slice(2)
const Entry = z.object({ chapters: z.function({ input: [], output: z.promise(z.array(z.string())) }) })

process.chdir(project)
const { build } = await import('astro')
await build({ root: project, outDir: folder, cacheDir: cache, logLevel: 'error' })
const { entry } = rendererFiles(folder)
const { chapters } = Entry.parse(await import(pathToFileURL(entry).href))
writeFileSync(join(folder, CHAPTERS_FILE), `${JSON.stringify(await chapters())}\n`)
