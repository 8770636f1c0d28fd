import { openRegister } from './register.ts'
import { snapshotFile } from './snapshot-file.ts'

/** The register that pages are built from; opened once for the whole build. */
export const register = openRegister(snapshotFile())
