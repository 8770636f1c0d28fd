import { useEffect } from 'react'

const EVERY_MS = 30_000

/** Refreshes when somebody comes back to the page, and every half minute while it is looked at: schools and mailboxes answer meanwhile. */
export function useAttention(refresh: () => Promise<void>, isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return
    const look = () => {
      if (document.visibilityState === 'visible') void refresh()
    }
    document.addEventListener('visibilitychange', look)
    const timer = setInterval(look, EVERY_MS)
    return () => {
      document.removeEventListener('visibilitychange', look)
      clearInterval(timer)
    }
  }, [refresh, isWanted])
}
