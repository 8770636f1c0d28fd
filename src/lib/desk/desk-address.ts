import { TaskKind } from '#contracts/desk/task.ts'

/** A filter of the address, `/desk?kind=no_response`; null shows all. */
export function kindInAddress(query: string): TaskKind | null {
  return TaskKind.safeParse(new URLSearchParams(query).get('kind')).data ?? null
}

export const addressOfKind = (kind: TaskKind | null) => (kind === null ? '/desk' : `/desk?kind=${kind}`)
