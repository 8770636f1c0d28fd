import { LEVELS } from '#contracts/federation.ts'
import { divisionAddress, foldedAddress, organizationAddress } from '../../site/addresses.ts'
import { type NameFilters, type NameHit, OWNER_KINDS } from '../index/names-answer.ts'

/** What the address of the search page says. */
export interface SearchState {
  query: string
  filters: NameFilters
  /** Announcements and guide are asked for too. */
  prose?: boolean
}

/** Where a hit's page is. */
export function hitAddress({ kind, code, listedOn }: Pick<NameHit, 'kind' | 'code' | 'listedOn'>): string {
  if (kind === 'division') return divisionAddress(code)
  return listedOn === null ? organizationAddress(code) : foldedAddress(listedOn, code)
}

/** Reads `?q=&kind=&level=&province=&platform=&official=1&prose=1`; what makes no sense is left out. */
export function readSearchState(search: string): SearchState {
  const given = new URLSearchParams(search)
  const kind = OWNER_KINDS.find((each) => each === given.get('kind'))
  const level = Number(given.get('level'))
  const province = given.get('province') ?? ''
  const platform = given.get('platform') ?? ''
  return {
    query: given.get('q') ?? '',
    filters: {
      ...(kind === undefined ? {} : { kinds: [kind] }),
      ...(LEVELS.some(({ number }) => number === level) ? { levels: [level] } : {}),
      ...(/^\d{2}$/.test(province) ? { province } : {}),
      ...(/^[a-z0-9_]{1,40}$/.test(platform) ? { platform } : {}),
      ...(given.get('official') === '1' ? { official: true } : {}),
    },
    ...(given.get('prose') === '1' ? { prose: true } : {}),
  }
}

/** The address that `readSearchState` reads back. */
export function searchAddress({ query, filters, prose }: SearchState): string {
  const given = new URLSearchParams()
  if (query !== '') given.set('q', query)
  const [kind] = filters.kinds ?? []
  const [level] = filters.levels ?? []
  if (kind !== undefined) given.set('kind', kind)
  if (level !== undefined) given.set('level', String(level))
  if (filters.province !== undefined) given.set('province', filters.province)
  if (filters.platform !== undefined) given.set('platform', filters.platform)
  if (filters.official === true) given.set('official', '1')
  if (prose === true) given.set('prose', '1')
  const text = given.toString()
  return text === '' ? '/search' : `/search?${text}`
}
