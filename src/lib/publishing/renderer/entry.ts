import { getCollection } from 'astro:content'
import { createApp } from 'astro/app/entrypoint'

const app = createApp({ streaming: false })

/** The page of what is not there says so to whoever asks. */
const statusOf = (address: string): number => (address === '/404' ? 404 : 200)

/** The bytes of one address from the snapshot that the environment names. Throws where the page cannot be rendered. */
export async function render(address: string): Promise<Uint8Array> {
  const response = await app.render(new Request(new URL(address, 'http://localhost')))
  if (response.status !== statusOf(address))
    throw new Error(`${address} 没有生成：程序回答 ${response.status}。网站保持原样。`)
  return new Uint8Array(await response.arrayBuffer())
}

/** The chapters of the guide, which stand in the sources and not in the snapshot. */
export async function chapters(): Promise<string[]> {
  return (await getCollection('guide')).map(({ id }) => id).sort()
}
