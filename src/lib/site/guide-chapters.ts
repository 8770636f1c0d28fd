import { getCollection } from 'astro:content'

/** The chapters of the guide, which stand in the sources and not in the snapshot. */
export async function guideChapters(): Promise<string[]> {
  return (await getCollection('guide')).map(({ id }) => id).sort()
}
