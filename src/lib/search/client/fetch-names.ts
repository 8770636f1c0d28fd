import type { LoadFile } from './names.ts'

/** Fetches files of the published index. Those named by their content never change, the others are asked for anew. */
export const fetchNames: LoadFile = async (file) => {
  const response = await fetch(`/names/${file}`, {
    cache: file.startsWith('all/') ? 'force-cache' : 'no-cache',
  })
  if (!response.ok) throw new Error(`names index: ${file} answered ${response.status}`)
  return response.arrayBuffer()
}
