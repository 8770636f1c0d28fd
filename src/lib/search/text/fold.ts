import { mendNoughts } from '#contracts/text/signs.ts'

/** One spelling for everything that people type and names contain: width, case, tones, invisible characters. */

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu
const APOSTROPHES = /['’‘ʼ`´]/gu
const UMLAUTS = /[üǖǘǚǜ]/gu
const MARKS = /\p{M}+/gu
const CIRCLES = /[○◯]/gu
/** Radicals and strokes are signs and no letters to Unicode; what each stands for is in the file of other characters. */
const SEPARATORS = /[^\p{L}\p{N}\u2e80-\u2eff\u31c0-\u31ef]+/gu
/** The block of common characters, in which nothing is a form of another. */
const IDEOGRAPH = /^[\u4e00-\u9fff]$/
const HAN = /[\p{Script=Han}\u31c0-\u31ef]/u

/** Longest query that is looked at, in characters; the longest real name has under 40. */
const LONGEST_QUERY = 200

/** Folds text to lower-case letters, digits and Han characters, with one space between parts. */
export function foldText(text: string): string {
  return mendNoughts(text.slice(0, LONGEST_QUERY).normalize('NFKC'))
    .replace(INVISIBLE, '')
    .replace(APOSTROPHES, '')
    .replace(CIRCLES, '〇')
    .toLowerCase()
    .normalize('NFC')
    .replace(UMLAUTS, 'v')
    .normalize('NFD')
    .replace(MARKS, '')
    .normalize('NFC')
    .replace(SEPARATORS, ' ')
    .trim()
}

/** Folds one character of a name; an empty string stands for punctuation, which matches nothing and costs nothing. */
export function foldCharacter(character: string): string {
  return IDEOGRAPH.test(character) ? character : foldText(character)
}

export function isHan(character: string): boolean {
  return character === '〇' || HAN.test(character)
}
