import { openRegister, type Register } from './register.ts'
import { snapshotFile } from './snapshot-file.ts'

let opened: Register | null = null
const open = (): Register => {
  opened ??= openRegister(snapshotFile())
  return opened
}

/** The register that pages are rendered from; opened by the first page that asks, once for all. */
export const register: Register = {
  rows: (row, sql, ...values) => open().rows(row, sql, ...values),
  each: (row, sql, ...values) => open().each(row, sql, ...values),
  row: (row, sql, ...values) => open().row(row, sql, ...values),
  close: () => opened?.close(),
}
