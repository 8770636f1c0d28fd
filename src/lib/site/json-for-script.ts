const MEANS_SOMETHING_IN_HTML = /[<>&\u2028\u2029]/g

/** JSON for a script element: no name, whatever it holds, can end the element. */
export function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replace(
    MEANS_SOMETHING_IN_HTML,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
