import { pinyin } from 'pinyin-pro'

export interface LetterGroup<Item> {
  /** Capital initial, or `#` where the name starts with neither a Chinese character nor a Latin letter. */
  letter: string
  items: Item[]
}

function reading(name: string): string {
  return pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive' }).join(' ').toLowerCase()
}

function initial(sounds: string): string {
  const letter = sounds.charAt(0).toUpperCase()
  return letter >= 'A' && letter <= 'Z' ? letter : '#'
}

/**
 * The name without the place it begins with (`第一中学` for 桐庐县第一中学 and 桐庐第一中学 in 桐庐县): in a county's list every school
 * would stand under the county's own letter. The whole name where too little would be left.
 */
export function nameWithinPlace(name: string, place: string): string {
  const prefix = [place, place.slice(0, -1)].find((form) => form.length > 1 && name.startsWith(form))
  const rest = name.slice(prefix?.length ?? 0)
  return rest.length < 3 ? name : rest
}

/** Items in the order of their readings, grouped by initial letter. Names that sound alike stay in the given order. */
export function groupByLetter<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
): LetterGroup<Item>[] {
  const sounded = items
    .map((item) => ({ item, sounds: reading(nameOf(item)) }))
    .sort((one, other) => (one.sounds < other.sounds ? -1 : one.sounds > other.sounds ? 1 : 0))
  const groups = new Map<string, Item[]>()
  for (const { item, sounds } of sounded) {
    const letter = initial(sounds)
    const group = groups.get(letter)
    if (group === undefined) groups.set(letter, [item])
    else group.push(item)
  }
  return [...groups].map(([letter, items]) => ({ letter, items }))
}
