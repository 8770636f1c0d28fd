import { dateInWords } from './dates.ts'

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** 14:05, the time of day in Shanghai. */
export const clockInWords = (instant: string) => CLOCK.format(new Date(instant))

/** 2026年3月8日 14:05, in Shanghai. */
export const momentInWords = (instant: string) => `${dateInWords(instant)} ${clockInWords(instant)}`
