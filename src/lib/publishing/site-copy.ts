import { copyFileSync, linkSync, mkdirSync, readdirSync } from 'node:fs'
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
 * Makes a copy of a site whose files are shared with it, so that it costs no room and little time. A shared file must be replaced
 * and never written into (site-folder.ts).
 */
export function shareSite(from: string, to: string): void {
  copyBelow(from, to, linkOrCopy())
}
