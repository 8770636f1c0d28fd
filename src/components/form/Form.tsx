import type { FormEvent, KeyboardEvent, ReactNode } from 'react'
import { isOfInputMethod } from '../../lib/form/composition.ts'

interface Props {
  /** While what was sent is on its way, the form cannot be sent again. */
  isBusy: boolean
  onSubmit: () => void
  children: ReactNode
}

/** A form that we check ourselves, when it is sent. The Enter that ends a composition writes a character and sends nothing. */
export function Form({ isBusy, onSubmit, children }: Props) {
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isBusy) onSubmit()
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && isOfInputMethod(event.nativeEvent)) event.preventDefault()
  }
  return (
    <form onSubmit={submit} onKeyDown={onKeyDown} noValidate>
      {children}
    </form>
  )
}
