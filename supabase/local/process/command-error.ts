/** A situation that the person at the keyboard can mend: shown as its one sentence, without a stack trace. */
export class CommandError extends Error {
  override name = 'CommandError'
}

/** The code of a Node or database error, when it has one (`EADDRINUSE`, `42P01`). */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
