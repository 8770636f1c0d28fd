import { parseArgs } from 'node:util'
import { NATIONAL_SIZE } from './register/organizations.ts'

const SMALLEST = 200
const LARGEST = 200_000

export interface Arguments {
  readonly organizations: number
  readonly undo: boolean
}

/** What was asked for on the command line. Throws a sentence where that cannot be read. */
export function readArguments(given: readonly string[]): Arguments {
  const { organizations: asked, undo } = parse(given)
  const organizations = Number(asked?.replaceAll(/[,_]/g, '') ?? NATIONAL_SIZE)
  if (!Number.isInteger(organizations) || organizations < SMALLEST || organizations > LARGEST)
    throw new Error(`--organizations takes a whole number from ${SMALLEST} to ${LARGEST}, not ${asked}.`)
  return { organizations, undo }
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      options: { organizations: { type: 'string' }, undo: { type: 'boolean', default: false } },
    }).values
  } catch (error) {
    throw new Error(
      `${error instanceof Error ? error.message : error} Known are --organizations N and --undo.`,
    )
  }
}
