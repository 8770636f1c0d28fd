import { z } from 'zod'
import type { MistakeReport } from '../contracts/mistakes/mistake.ts'
import type { Call } from './calls.ts'

export const mistakeCalls = (call: Call) => ({
  /** `caller` and `around` are the two disguised networks that it is counted by; `wait_s`, how long the answer is to be kept back. */
  reportMistake: (report: MistakeReport, caller: string, around: string) =>
    call(
      'report_mistake',
      { report, caller, around },
      z.object({ outcome: z.enum(['kept', 'unknown_organization', 'too_many']), wait_s: z.int() }),
    ),
})
