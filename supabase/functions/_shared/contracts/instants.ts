import { z } from 'zod'

/** A moment as the database writes it: ISO 8601 with its offset. */
export const Instant = z.iso.datetime({ offset: true })

/** A day of the calendar, in Shanghai: `2026-03-08`. */
export const Day = z.iso.date()
