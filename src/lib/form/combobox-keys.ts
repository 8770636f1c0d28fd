import { isOfInputMethod } from './composition.ts'

/** What a combobox shows while a key is pressed. */
export interface ComboboxState {
  isOpen: boolean
  /** How many choices there are to what is typed now: keys choose from no older list. */
  count: number
  /** The choice that is marked; -1 where none is. */
  active: number
}

export type ComboboxAct =
  | { type: 'mark'; active: number }
  | { type: 'choose'; active: number }
  | { type: 'close' }

/** What a key does, after the ARIA pattern: arrows mark, Enter chooses, Escape closes. Null for a key that is not the list's. */
export function comboboxAct(
  key: Pick<KeyboardEvent, 'key' | 'isComposing' | 'keyCode'>,
  { isOpen, count, active }: ComboboxState,
): ComboboxAct | null {
  if (isOfInputMethod(key)) return null
  if (key.key === 'Escape') return isOpen ? { type: 'close' } : null
  if (count === 0) return null
  if (key.key === 'ArrowDown') return { type: 'mark', active: (active + 1) % count }
  if (key.key === 'ArrowUp') return { type: 'mark', active: active <= 0 ? count - 1 : active - 1 }
  return key.key === 'Enter' && isOpen && active >= 0 && active < count ? { type: 'choose', active } : null
}
