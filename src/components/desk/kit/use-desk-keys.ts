import { useEffect, useState } from 'react'
import { type DeskRow, neighbour } from '../../../lib/desk/kit/desk-row.ts'

/** j and k move in the table, o goes to the detail, ? shows the keys; never while somebody types. */
export function useDeskKeys(
  rows: readonly Pick<DeskRow, 'id'>[],
  chosen: number | null,
  onChoose: (id: number | null) => void,
  onEnter: () => void,
): [boolean, (isOpen: boolean) => void] {
  const [isHelpOpen, setHelpOpen] = useState(false)
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === 'j') onChoose(neighbour(rows, chosen, 1))
      else if (event.key === 'k') onChoose(neighbour(rows, chosen, -1))
      else if (event.key === 'o' && chosen !== null) onEnter()
      else if (event.key === '?') setHelpOpen(true)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [rows, chosen, onChoose, onEnter])
  return [isHelpOpen, setHelpOpen]
}

const isTyping = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select, dialog') !== null
