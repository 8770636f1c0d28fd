/** How the last act went. */
export interface Outcome {
  isDone: boolean
  sentence: string
}

/** Stands empty before the first act, so that screen readers hear what comes into it. */
export function Told({ outcome }: { outcome: Outcome | null }) {
  return (
    <div role="status">
      {outcome === null ? null : (
        <p className={outcome.isDone ? 'notice notice-ok' : 'notice notice-bad'}>{outcome.sentence}</p>
      )}
    </div>
  )
}
