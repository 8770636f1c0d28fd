import { z } from 'zod'
import { ActivationItem } from '#contracts/credential/credential.ts'
import { ACTIVATION_CHECKLIST, REQUIRED_ITEMS } from '#contracts/federation.ts'
import type { TabStorage } from '../session/tab-storage.ts'

export type Item = z.output<typeof ActivationItem>

const Kept = z.array(ActivationItem)
const keyOf = (credential: string) => `minglu.checklist.${credential}`

/** The ticks of a credential, kept in the tab. */
export function keptChecklist(storage: TabStorage, credential: string): Item[] {
  try {
    return Kept.catch([]).parse(JSON.parse(storage.getItem(keyOf(credential)) ?? '[]'))
  } catch {
    return []
  }
}

export function keepChecklist(storage: TabStorage, credential: string, ticked: readonly Item[]) {
  storage.setItem(keyOf(credential), JSON.stringify(ticked))
}

export const toggled = (ticked: readonly Item[], item: Item): Item[] =>
  ACTIVATION_CHECKLIST.map((entry) => entry.item).filter(
    (candidate) => ticked.includes(candidate) !== (candidate === item),
  )

export const missingItems = (ticked: readonly Item[]) =>
  REQUIRED_ITEMS.filter((item) => !ticked.includes(item))
