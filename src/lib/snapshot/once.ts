import type { Register } from './register.ts'

/** What `read` gives, read once for a register: for what nearly every page asks of the same rows. */
export function once<Value>(read: (register: Register) => Value): (register: Register) => Value {
  const known = new WeakMap<Register, { value: Value }>()
  return (register) => {
    const kept = known.get(register) ?? { value: read(register) }
    known.set(register, kept)
    return kept.value
  }
}
