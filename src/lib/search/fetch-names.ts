import { MANIFEST } from './names-format.ts'
import type { LoadFile } from './names-query.ts'

/** Fetches files of the published index. The manifest is always asked for anew; the others never change under their name. */
export const fetchNames: LoadFile = async (file) => {
  const response = await fetch(`/names/${file}`, { cache: file === MANIFEST ? 'no-cache' : 'force-cache' })
  if (!response.ok) throw new Error(`names index: ${file} answered ${response.status}`)
  return response.arrayBuffer()
}
