/** Mail servers and providers like to quote the address that they refuse; what is kept of their words is short and names nobody. */
export const withoutAddresses = (said: string) =>
  said.replace(/[^\s<>"'();,]+/g, (word) => (/.@./.test(word) ? '…' : word)).slice(0, 300)
