import { z } from 'zod'

/** What the build reads from the environment; a missing name is told by its name. */
const Environment = z.object({
  /** Where REST is read and where browsers reach functions and sign-in. */
  SUPABASE_URL: z.url({ protocol: /^https?$/ }),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  /** `1`: organizations that are merely expected have no page of their own (folding.ts). */
  FOLD_EXPECTED: z.enum(['0', '1']).default('0'),
  /** `1`: writes `.br` and `.gz` beside each text file, for a server of one's own. */
  PRECOMPRESS: z.enum(['0', '1']).default('0'),
})

export type Environment = z.output<typeof Environment>

/** Throws a sentence that names what is missing or malformed. */
export function environment(variables: Record<string, string | undefined>): Environment {
  const parsed = Environment.safeParse(variables)
  if (parsed.success) return parsed.data
  const names = parsed.error.issues.map((issue) => issue.path.join('.'))
  throw new Error(`环境变量没有设好：${[...new Set(names)].join('、')}。`)
}
