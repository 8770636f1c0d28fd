/** Every tool that we start is told to report to nobody and to look for no newer self. */
export const quietEnvironment = {
  DO_NOT_TRACK: '1',
  LITE_TELEMETRY: '0',
  ASTRO_TELEMETRY_DISABLED: '1',
  DENO_NO_UPDATE_CHECK: '1',
  SUPABASE_TELEMETRY_DISABLED: '1',
  NO_UPDATE_NOTIFIER: '1',
} as const
