import { describe, expect, test } from 'vitest'
import { comboboxAct } from '../../../src/lib/form/combobox-keys.ts'

const press = (key: string, different: object = {}) => ({ key, isComposing: false, keyCode: 0, ...different })
const open = { isOpen: true, count: 3, active: -1 }

describe('the keys of a combobox', () => {
  test.each([
    ['ArrowDown', -1, 0],
    ['ArrowDown', 0, 1],
    ['ArrowDown', 2, 0],
    ['ArrowUp', -1, 2],
    ['ArrowUp', 0, 2],
    ['ArrowUp', 2, 1],
  ])('%s from choice %i marks choice %i', (key, active, marked) => {
    expect(comboboxAct(press(key), { ...open, active })).toEqual({ type: 'mark', active: marked })
  })

  test('Enter chooses what is marked, and otherwise belongs to the form', () => {
    expect(comboboxAct(press('Enter'), { ...open, active: 1 })).toEqual({ type: 'choose', active: 1 })
    expect(comboboxAct(press('Enter'), open)).toBeNull()
    expect(comboboxAct(press('Enter'), { ...open, isOpen: false, active: 1 })).toBeNull()
  })

  test('choose nothing from the list of an older query', () => {
    expect(comboboxAct(press('Enter'), { ...open, count: 0, active: 1 })).toBeNull()
    expect(comboboxAct(press('ArrowDown'), { ...open, count: 0 })).toBeNull()
  })

  test('Escape closes the list once', () => {
    expect(comboboxAct(press('Escape'), open)).toEqual({ type: 'close' })
    expect(comboboxAct(press('Escape'), { ...open, isOpen: false })).toBeNull()
  })

  test.each(['Enter', 'ArrowDown', 'Escape'])('%s of a composition is the input method’s', (key) => {
    expect(comboboxAct(press(key, { isComposing: true }), { ...open, active: 1 })).toBeNull()
    expect(comboboxAct(press(key, { keyCode: 229 }), { ...open, active: 1 })).toBeNull()
  })
})
