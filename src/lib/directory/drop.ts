import { existsSync } from 'node:fs'
import { z } from 'zod'
import { openRegister } from './register.ts'
import { RELATION_NAMES, type Relations } from './relations.ts'

const Total = z.object({ total: z.int() })

/**
 * Refuses a relation that lost more than `maxDrop` (0 to 1) of the rows it had in the last snapshot: an emptied table is an accident
 * far more often than news. Without a last snapshot nothing is refused. Throws a sentence that says how to let it pass.
 */
export function refuseDrop(lastFile: string, relations: Relations, maxDrop: number): void {
  if (!existsSync(lastFile)) return
  const last = openRegister(lastFile)
  try {
    for (const name of RELATION_NAMES) {
      const { total } = last.row(Total, `select count(*) as total from ${name}`)
      const now = relations[name].length
      if (now < total * (1 - maxDrop))
        throw new Error(
          `${name} 从 ${total} 行减到 ${now} 行，超过了允许的 ${Math.round(maxDrop * 100)}%。网站保持原样；如果确实要减少，请把 SNAPSHOT_MAX_DROP 设为更大的数（0 到 1）再发布。`,
        )
    }
  } finally {
    last.close()
  }
}
