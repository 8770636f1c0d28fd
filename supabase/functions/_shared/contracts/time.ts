/**
 * Days and times of day in Shanghai, as pages and mails write them. By hand: a repeated mail must be the same in every runtime's
 * ICU, and since 1992 the offset has been the same all year.
 */

const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000

/** `2026-03-08T14:05:00.000Z` for 14:05 in Shanghai, whatever the instant's own offset. */
function shanghaiClock(instant: string): string {
  return new Date(Date.parse(instant) + SHANGHAI_OFFSET_MS).toISOString()
}

/** `2026-03-08` of the day in Shanghai, from a date or an instant in ISO 8601. */
export function shanghaiDay(value: string): string {
  return value.length === 10 ? value : shanghaiClock(value).slice(0, 10)
}

/** 2026年3月8日, from a date or an instant in ISO 8601. */
export function dateInWords(value: string): string {
  const [year, month, day] = shanghaiDay(value).split('-')
  return `${year}年${Number(month)}月${Number(day)}日`
}

/** 14:05, the time of day in Shanghai. */
export function clockInWords(instant: string): string {
  return shanghaiClock(instant).slice(11, 16)
}

/** 2026年3月8日 14:05, in Shanghai. */
export function momentInWords(instant: string): string {
  return `${dateInWords(instant)} ${clockInWords(instant)}`
}

/** 2026年3月8日 14:05（北京时间）, for a mail, which may be read anywhere. */
export function beijingTime(instant: string): string {
  return `${momentInWords(instant)}（北京时间）`
}
