import type { Row, Sql } from 'postgres'
import { CommandError } from '../process/command-error.ts'

/** A value that is used and never printed. */
export class Secret {
  readonly value: string
  constructor(value: string) {
    this.value = value
  }
}

type Value = string | number | null | Secret

function literal(value: Value): string {
  if (value === null) return 'null'
  if (value instanceof Secret) return `'（不显示）'`
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
}

/**
 * Prints a statement as a person would type it into the dashboard's SQL editor, runs it, and returns its rows.
 * @throws CommandError with the database's sentence when a rule stands in the way.
 */
export async function run(sql: Sql, text: string, values: readonly Value[] = []): Promise<Row[]> {
  const shown = text.replace(/\$(\d+)/g, (_, place: string) => literal(values[Number(place) - 1] ?? null))
  console.log(`${shown.trim()};\n`)
  try {
    return await sql.unsafe(
      text,
      values.map((value) => (value instanceof Secret ? value.value : value)),
    )
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error))
  }
}
