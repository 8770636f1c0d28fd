import { useEffect, useRef } from 'react'

/** Moves the focus to what replaced the focused control; a page that opens keeps the browser's own focus. */
export function useFocusOnChange<Shown extends HTMLElement>(subject: string) {
  const shown = useRef<Shown>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the subject is what moves the focus
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body
    if (lost && document.hasFocus()) shown.current?.focus()
  }, [subject])
  return shown
}
