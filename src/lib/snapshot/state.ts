import { z } from 'zod'
import { RegisterState } from '#contracts/directory.ts'
import type { Register } from './register.ts'

const StateRow = RegisterState.extend({
  is_demonstration: z.union([z.literal(0), z.literal(1)]).transform((number) => number === 1),
  taken_at: z.iso.datetime({ offset: true }),
})

type State = z.output<typeof StateRow>

/** Every page carries it, so it is read once for a register. */
const states = new WeakMap<Register, State>()

/** What the register says about itself, and when the snapshot was taken. */
export function registerState(register: Register): State {
  const state = states.get(register) ?? register.row(StateRow, 'select * from register_state')
  states.set(register, state)
  return state
}
