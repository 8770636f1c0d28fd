import { useEffect, useState, useSyncExternalStore } from 'react'
import { createLoader, type Load, type Loaded, type Loader } from '../../lib/session/loader.ts'

type Loading<Value, Failure extends { outcome: string }> = [
  Loaded<Value, Failure>,
  Pick<Loader<Value, Failure>, 'reload' | 'refresh' | 'fail'>,
]

/** Loads when the page opens and whenever `load` is another function; what was loaded stays until the new answer is there. */
export function useLoaded<Value, Failure extends { outcome: string }>(
  load: Load<Value, Failure>,
): Loading<Value, Failure> {
  const [loader] = useState(() => createLoader<Value, Failure>())
  const loaded = useSyncExternalStore(loader.subscribe, loader.shown, loader.shown)
  useEffect(() => {
    void loader.start(load)
    return loader.leave
  }, [loader, load])
  return [loaded, loader]
}
