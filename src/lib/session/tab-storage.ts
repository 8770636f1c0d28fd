/** What a tab remembers and forgets with itself: shared computers are the rule in schools. */
export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export function memoryStorage(): TabStorage {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
    removeItem: (key) => void kept.delete(key),
  }
}

const unavailable = memoryStorage()

/** `sessionStorage`, or a memory that lasts until the page is left where the browser forbids storage. */
export function tabStorage(): TabStorage {
  try {
    const probe = 'minglu.probe'
    window.sessionStorage.setItem(probe, '')
    window.sessionStorage.removeItem(probe)
    return window.sessionStorage
  } catch {
    return unavailable
  }
}
