import { z } from 'zod'
import type { MistakeReport } from '../contracts/mistakes/mistake.ts'
import type { Call } from './calls.ts'

export const mistakeCalls = (call: Call) => ({
  reportMistake: (report: MistakeReport) =>
    call('report_mistake', { report }, z.enum(['kept', 'unknown_organization', 'too_many'])),
})
