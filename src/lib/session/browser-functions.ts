import { createFunctionCall } from './function-call.ts'

/** Calls the edge functions of this site's project. */
export const browserFunctions = createFunctionCall(
  import.meta.env.PUBLIC_SUPABASE_URL,
  import.meta.env.PUBLIC_SUPABASE_PUBLISHABLE_KEY,
  (address, order) => fetch(address, order),
)
