import { runCommand } from './process/command.ts'

// Every command clears away what another left that was ended in the middle; this one does nothing else.
await runCommand(() => {})
