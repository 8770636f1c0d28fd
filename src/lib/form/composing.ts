/**
 * Whether a key belongs to an input method that writes a character, not to the page. Safari ends the composition before it tells of
 * the Enter that ended it, and marks that key by the code 229 alone.
 */
export const isComposing = (key: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  key.isComposing || key.keyCode === 229
