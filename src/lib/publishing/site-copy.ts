import { copyFileSync, linkSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Whether files of one place can be had in another without copying them; found out at the first. */
type Carry = (from: string, to: string) => void

function linkOrCopy(): Carry {
  let carry: Carry = (from, to) => {
    try {
      linkSync(from, to)
    } catch {
      // Another disk, or one that knows no links.
      carry = copyFileSync
      copyFileSync(from, to)
    }
  }
  return (from, to) => carry(from, to)
}

function copyBelow(from: string, to: string, carry: Carry): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) copyBelow(source, target, carry)
    else carry(source, target)
  }
}

/**
 * Makes a copy of folders and files at the top of a site. Files are shared with it, so that the copy costs no room and little time.
 * A shared file must be replaced and never written into (site-folder.ts).
 */
export function shareSite(from: string, to: string, entries: readonly string[]): void {
  const carry = linkOrCopy()
  mkdirSync(to, { recursive: true })
  for (const name of entries) {
    const [source, target] = [join(from, name), join(to, name)]
    if (statSync(source).isDirectory()) copyBelow(source, target, carry)
    else carry(source, target)
  }
}
