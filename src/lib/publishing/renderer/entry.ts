import { createApp } from 'astro/app/entrypoint'
import { RenderedResponse } from './rendered-response.ts'

/** A module is looked up once, not once a page. */
function once<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loaded: Promise<Loaded> | undefined
  return () => {
    loaded ??= load()
    return loaded
  }
}

globalThis.Response = RenderedResponse as unknown as typeof Response
const app = createApp({ streaming: false })
for (const [component, load] of app.manifest.pageMap ?? []) app.manifest.pageMap?.set(component, once(load))

/** The page of what is not there says so to whoever asks. */
const statusOf = (address: string): number => (address === '/404' ? 404 : 200)

/** The bytes of one address from the snapshot that the environment names. Throws where the page cannot be rendered. */
export async function render(address: string): Promise<Uint8Array> {
  const response = await app.render(new Request(new URL(address, 'http://localhost')))
  if (response.status !== statusOf(address))
    throw new Error(`${address} 没有生成：程序回答 ${response.status}。网站保持原样。`)
  return await response.bytes()
}

export { guideChapters as chapters } from '../../site/guide-chapters.ts'
