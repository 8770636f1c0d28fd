/** Safari ends a composition before it tells of the key that ended it, and marks that key with this code alone. */
const OF_INPUT_METHOD = 229

/** Whether a key belongs to an input method: it composes, or it has just ended a composition. */
export function isOfInputMethod({
  isComposing,
  keyCode,
}: {
  isComposing: boolean
  keyCode: number
}): boolean {
  return isComposing || keyCode === OF_INPUT_METHOD
}
