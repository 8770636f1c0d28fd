import { z } from 'zod'
import { Division, Organization } from '#contracts/directory.ts'
import type { ChosenOrganization } from './form-values.ts'
import type { FindOrganization } from './organization-choices.ts'

/** One organization as the register itself lists it, read with the publishable key like any visitor. */

const Listed = Organization.pick({
  code: true,
  name: true,
  level: true,
  kind: true,
  status: true,
  division_code: true,
})
const ListedDivision = Division.pick({ code: true, name: true, is_placeholder: true })

const COLUMNS = Object.keys(Listed.shape).join(',')

/** Reads rows of a relation by its query; rejects where the register cannot be reached. */
export type ReadRows = (query: string) => Promise<unknown>

export const readRest =
  (address: string, publishableKey: string): ReadRows =>
  async (query) => {
    const reply = await fetch(`${address}/rest/v1/${query}`, { headers: { apikey: publishableKey } })
    if (!reply.ok) throw new Error(`register answered ${reply.status}`)
    return reply.json()
  }

export const findListed =
  (read: ReadRows): FindOrganization =>
  async (code): Promise<ChosenOrganization | null> => {
    const rows = await read(`organizations?select=${COLUMNS}&code=eq.${encodeURIComponent(code)}`)
    const [listed] = z.array(Listed).parse(rows)
    if (listed === undefined) return null
    const { division_code, ...organization } = listed
    const above = chainOf(division_code)
    const places = await read(`divisions?select=code,name,is_placeholder&code=in.(${above.join(',')})`)
    return { ...organization, place: placeInWords(division_code, z.array(ListedDivision).parse(places)) }
  }

/** Province, prefecture and county of a GB/T 2260 code; 000000 is left out. */
function chainOf(code: string): string[] {
  const chain = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code]
  return [...new Set(chain)].filter((division) => division !== '000000')
}

export function placeInWords(code: string, places: readonly z.output<typeof ListedDivision>[]): string {
  return chainOf(code)
    .map((above) => places.find((place) => place.code === above))
    .flatMap((place) => (place === undefined || place.is_placeholder ? [] : [place.name]))
    .join(' ')
}
