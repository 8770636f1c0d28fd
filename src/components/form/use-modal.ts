import { type RefObject, useEffect, useRef } from 'react'

/**
 * Opens a dialog over the page and gives the focus back when it goes. Safari 14 knows no `showModal`: there the dialog stands in the
 * page and takes the focus.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const shown = dialog.current
    const before = document.activeElement
    if (shown === null) return
    if (typeof shown.showModal === 'function') shown.showModal()
    else shown.setAttribute('open', '')
    shown.querySelector('button')?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return dialog
}
