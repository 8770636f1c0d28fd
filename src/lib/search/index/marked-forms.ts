import { cutPlaceName } from '../text/place-names.ts'
import type { Mark } from './names-format.ts'

export interface PlaceRow {
  code: string
  name: string
  is_placeholder: boolean
}

/** What each mark stands for at a division: at most province, prefecture and county, placeholders left out. */
export function markedForms(chain: readonly PlaceRow[]): Map<Mark, string> {
  const forms = new Map<Mark, string>()
  for (const place of chain) {
    if (place.is_placeholder || place.code === '000000') continue
    const [full, stem]: [Mark, Mark] = place.code.endsWith('0000')
      ? ['P', 'p']
      : place.code.endsWith('00')
        ? ['C', 'c']
        : ['D', 'd']
    const cut = cutPlaceName(place.name)
    forms.set(full, place.name)
    if (cut.suffix !== '') forms.set(stem, cut.stem)
  }
  return forms
}
