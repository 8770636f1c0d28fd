/** One line of a terminal that is written over; on anything else nothing is shown. */
export interface LiveLine {
  isShown: boolean
  show(text: string): void
}

export function liveLine(stream: NodeJS.WriteStream): LiveLine {
  const isShown = stream.isTTY === true
  return {
    isShown,
    show(text) {
      // A line that wraps could not be written over.
      if (isShown) stream.write(`\r\u001b[2K${text.slice(0, Math.max(20, stream.columns - 1))}`)
    },
  }
}
