import type { Random } from './random.ts'

/** The generated register knows no clock: it is as a register would stand on this day. */
export const AS_OF = '2026-11-15'

const DAY = 86_400_000

export const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10)

export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY

/** A day between two others, both included. */
export const dayBetween = (from: string, to: string, random: Random): string =>
  plusDays(from, random.below(daysBetween(from, to) + 1))

/** A moment of office hours in Shanghai on that day. */
export const momentOn = (date: string, random: Random): string =>
  new Date(Date.parse(date) + (1 + random.below(9)) * 3_600_000 + random.below(3600) * 1000).toISOString()

/** The day of a moment of office hours, which is the same in Shanghai and in UTC. */
export const dayOf = (moment: string): string => moment.slice(0, 10)
