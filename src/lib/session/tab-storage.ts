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

function storageOf(place: 'sessionStorage' | 'localStorage'): TabStorage {
  try {
    const probe = 'minglu.probe'
    window[place].setItem(probe, '')
    window[place].removeItem(probe)
    return window[place]
  } catch {
    return unavailable
  }
}

/** `sessionStorage`, or a memory that lasts until the page is left where the browser forbids storage. */
export const tabStorage = (): TabStorage => storageOf('sessionStorage')

/** The same for what every tab of a browser shares. Nothing about a person goes there. */
export const browserStorage = (): TabStorage => storageOf('localStorage')
