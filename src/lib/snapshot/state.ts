import { z } from 'zod'
import { RegisterState } from '#contracts/directory.ts'
import { once } from './once.ts'

const StateRow = RegisterState.extend({
  is_demonstration: z.union([z.literal(0), z.literal(1)]).transform((number) => number === 1),
  taken_at: z.iso.datetime({ offset: true }),
})

/** What the register says about itself, and when the snapshot was taken: every page carries it. */
export const registerState = once((register) => register.row(StateRow, 'select * from register_state'))
