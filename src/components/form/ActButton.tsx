import type { ReactNode } from 'react'

interface Props {
  look?: 'button' | 'button-quiet' | 'link-button'
  isBusy: boolean
  onPress: () => void
  children: ReactNode
}

/** A button that keeps its place and the focus while something is on its way, and does nothing meanwhile. */
export function ActButton({ look = 'button-quiet', isBusy, onPress, children }: Props) {
  return (
    <button type="button" className={look} aria-disabled={isBusy} onClick={() => isBusy || onPress()}>
      {children}
    </button>
  )
}
