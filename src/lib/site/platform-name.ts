import { PLATFORMS } from '#contracts/platforms.ts'

/** The name of a platform as its users say it; its id where it is none of ours. */
export const platformName = (id: string): string =>
  PLATFORMS.find((platform) => platform.id === id)?.name ?? id
