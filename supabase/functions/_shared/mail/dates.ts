/** Dates as mails write them. By hand, because a repeated mail must be the same in every runtime's ICU. */

const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000

/** `2026-03-08` becomes 2026年3月8日. */
export function chineseDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** A time with offset becomes 2026年3月8日 17:00（北京时间）. */
export function chineseTime(time: string): string {
  const local = new Date(Date.parse(time) + SHANGHAI_OFFSET_MS).toISOString()
  return `${chineseDate(local.slice(0, 10))} ${local.slice(11, 16)}（北京时间）`
}
