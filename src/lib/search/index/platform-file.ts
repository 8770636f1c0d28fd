import type { NamedAccount } from './names-rows.ts'

/** Which organizations can be followed where: a file that is asked for when somebody filters by platform, and not before. */
export const PLATFORMS_FILE = 'platforms.txt'

/** A line for each platform: its id, then the codes of organizations, each as the distance from the one before, in base 36. */
export function writePlatforms(accounts: readonly NamedAccount[]): string {
  const lines = [...Map.groupBy(accounts, ({ platform }) => platform)].map(([platform, members]) => {
    const codes = [...new Set(members.map(({ organization_code }) => Number(organization_code)))]
    let before = 0
    const distances = codes
      .sort((a, b) => a - b)
      .map((code) => {
        const distance = code - before
        before = code
        return distance.toString(36)
      })
    return [platform, ...distances].join(' ')
  })
  return `${lines.sort().join('\n')}\n`
}

/** Codes of the organizations of each platform. */
export function readPlatforms(text: string): Map<string, ReadonlySet<number>> {
  return new Map(
    text
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [platform = '', ...distances] = line.split(' ')
        let code = 0
        const codes = distances.map((distance) => {
          code += Number.parseInt(distance, 36)
          return code
        })
        return [platform, new Set(codes)]
      }),
  )
}
