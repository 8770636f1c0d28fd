/** The page of an organization, nested by the first two digits of its code: hosts limit the files of one folder. */
export function organizationAddress(code: string): string {
  return `/o/${code.slice(0, 2)}/${code}`
}
