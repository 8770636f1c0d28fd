/** 40 秒、3 分钟、2 小时, rounded up. */
export function waitInWords(seconds: number): string {
  if (seconds < 60) return ` ${Math.max(1, seconds)} 秒`
  if (seconds < 3600) return ` ${Math.ceil(seconds / 60)} 分钟`
  return ` ${Math.ceil(seconds / 3600)} 小时`
}
