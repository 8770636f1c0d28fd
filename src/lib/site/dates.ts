const SHANGHAI = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })

/** `2026-03-08` of the day in Shanghai, from a date or an instant in ISO 8601. */
export function shanghaiDay(value: string): string {
  return value.length === 10 ? value : SHANGHAI.format(new Date(value))
}

/** 2026年3月8日, from a date or an instant in ISO 8601. */
export function dateInWords(value: string): string {
  const [year, month, day] = shanghaiDay(value).split('-')
  return `${year}年${Number(month)}月${Number(day)}日`
}
