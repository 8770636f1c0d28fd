import fs from 'node:fs'

/**
 * Makes this process write files at once instead of handing each to Node's thread pool. Astro awaits one write a page; for
 * 9,500 pages of 8 kB the hand-over cost four of sixteen seconds on two cores, the writing itself a quarter of one.
 * For the build's own process alone: nothing here has anybody else to serve meanwhile.
 */
export function writeDirectly(): void {
  const made = new Set<string>()

  async function writeFile(...[file, data, options]: Parameters<typeof fs.writeFileSync>): Promise<void> {
    fs.writeFileSync(file, data, options)
  }

  async function mkdir(folder: fs.PathLike, options?: fs.MakeDirectoryOptions): Promise<string | undefined> {
    const name = String(folder)
    if (options?.recursive && made.has(name)) return undefined
    made.add(name)
    return fs.mkdirSync(folder, options)
  }

  Object.assign(fs.promises, { writeFile, mkdir })
}
