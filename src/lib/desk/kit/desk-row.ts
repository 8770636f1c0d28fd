/** A row of a table of the desk, in words. */
export interface DeskRow {
  id: number
  name: string
  /** What it is about, in a word or two. */
  what: string
  reason: string
  /** An instant in ISO 8601. */
  since: string
}

/** The id of the row that `step` rows further is chosen; it stays within the table. */
export function neighbour(
  rows: readonly Pick<DeskRow, 'id'>[],
  chosen: number | null,
  step: 1 | -1,
): number | null {
  const place = rows.findIndex(({ id }) => id === chosen)
  const next = place === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, place + step))
  return rows[next]?.id ?? null
}
