import type { ReactNode } from 'react'

interface Props {
  heading: string
  sentence: string
  onRetry: () => void
  /** Other ways on, beside the button. */
  children?: ReactNode
}

/** A page whose content did not come: why, and the way to ask for it again. */
export function NotLoaded({ heading, sentence, onRetry, children }: Props) {
  return (
    <div className="registration">
      <h1>{heading}</h1>
      <p className="notice notice-bad" role="alert">
        {sentence}
      </p>
      <div className="form-actions">
        <button type="button" className="button" onClick={onRetry}>
          再试一次
        </button>
        {children}
      </div>
    </div>
  )
}
