import type { LookAlikeEntry, VerifyEntry } from './entry.ts'
import { keyOf, lookAlikeFile, shardFile } from './keys.ts'
import { canBeMistaken, looksLike } from './look-alike.ts'
import type { Question } from './question.ts'

export type Answer =
  /** On record, official ones first. */
  | { kind: 'found'; entries: VerifyEntry[] }
  /** Not on record; `like` are official accounts that it may be taken for. */
  | { kind: 'unknown'; like: VerifyEntry[] }

/** Reads a file of the site. Throws where it cannot be had. */
export type ReadFile = (file: string) => Promise<unknown>

type Asked = Extract<Question, { names: string[] }>

/** The build writes these files and checks what it writes. */
async function entriesOf(read: ReadFile, name: string): Promise<VerifyEntry[]> {
  const key = keyOf(name)
  const rows = (await read(shardFile(key))) as VerifyEntry[]
  return rows.filter(({ handle, nickname }) =>
    [handle, nickname].some((each) => each !== null && keyOf(each) === key),
  )
}

async function lookAlikes(read: ReadFile, platform: string, name: string): Promise<VerifyEntry[]> {
  if (!canBeMistaken(name)) return []
  const files = new Set([-1, 0, 1].map((more) => lookAlikeFile(platform, name.length + more)))
  const rows = (await Promise.all([...files].map(read))) as LookAlikeEntry[][]
  const handles = rows.flat().filter(([, , of, handle]) => of === platform && looksLike(name, handle))
  const entries = await Promise.all(handles.slice(0, 3).map(([, , , handle]) => entriesOf(read, handle)))
  return entries.flat().filter((entry) => entry.official && entry.platform === platform)
}

const rank = ({ official, closed_on, alive }: VerifyEntry) =>
  official ? 0 : closed_on === null && alive ? 1 : 2

/** Looks a question up. One name costs one small file; what is not on record costs up to three more. */
export async function answerOf({ names, platform }: Asked, read: ReadFile): Promise<Answer> {
  for (const name of names) {
    const entries = (await entriesOf(read, name)).filter(
      (entry) => platform === null || entry.platform === platform,
    )
    if (entries.length > 0)
      return {
        kind: 'found',
        entries: entries.sort((one, other) => rank(one) - rank(other) || one.id - other.id),
      }
  }
  const [name = ''] = names
  return { kind: 'unknown', like: platform === null ? [] : await lookAlikes(read, platform, keyOf(name)) }
}
