import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as pagefind from 'pagefind'

/** Fragments are bundled so that a host with few files is enough; measured with 2,000 notices. */
const MAX_FRAGMENTS = 256

function complain(errors: string[]): void {
  if (errors.length > 0) throw new Error(`公告和指南的索引没有做成：${errors.join('；')}`)
}

/**
 * Indexes running text with Pagefind: `pages` are addresses of built pages (`/guide/register`) below `site`. Only these files are
 * read, so the cost does not grow with the number of organizations.
 */
export async function buildProseIndex(site: string, pages: readonly string[]): Promise<void> {
  try {
    const { index, errors } = await pagefind.createIndex({ forceLanguage: 'zh', maxFragments: MAX_FRAGMENTS })
    complain(errors)
    if (index === undefined) throw new Error('公告和指南的索引没有做成：索引程序没有启动。')
    for (const url of pages) {
      const content = await readFile(join(site, `${url}.html`), 'utf8')
      complain((await index.addHTMLFile({ url, content })).errors)
    }
    complain((await index.writeFiles({ outputPath: join(site, 'pagefind') })).errors)
  } finally {
    await pagefind.close()
  }
}
