import type { ReactNode } from 'react'

interface Props {
  heading: string
  sentence: string
  /** Grey shapes where the page will be. */
  children?: ReactNode
}

/** A page whose content is on its way. */
export function Waiting({ heading, sentence, children }: Props) {
  return (
    <div className="registration" aria-busy="true">
      <h1>{heading}</h1>
      <p role="status">{sentence}</p>
      {children}
    </div>
  )
}
