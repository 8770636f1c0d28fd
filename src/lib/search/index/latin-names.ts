import { isOneEditApart } from '#contracts/text/one-edit.ts'
import { foldText } from '../text/fold.ts'
import type { LatinName, NamesBlock } from './names-block.ts'

/** A match of an English name, acronym or other name in letters. */
export interface LatinMatch {
  owner: number
  name: string | null
  cost: number
  isExact: boolean
}

/** Reads a `%latin` section (see names-format.ts) into the block that holds the organizations. */
export function readLatinNames(text: string, block: NamesBlock): void {
  const owners = new Map<number, number>()
  for (let owner = 0; owner < block.size; owner += 1)
    if (block.kindOf(owner) > 0) owners.set(block.codeOf(owner), owner)
  for (const line of text.trimEnd().split('\n').slice(1)) {
    const [code = '', ...names] = line.split('\t')
    const owner = owners.get(Number(code))
    if (owner === undefined) throw new Error(`names index: organization ${code} is missing`)
    for (const name of names) addLatinName(block, owner, name.replace(/^[~=]/, ''))
  }
}

/** Adds one name in letters. */
export function addLatinName(block: NamesBlock, owner: number, text: string, isShown = true): void {
  const folded = foldText(text)
  if (folded !== '') block.latin.push({ owner, text: isShown ? text : null, words: folded.split(' ') })
}

const LONG_WORD = 5

/** Matches words against words: each word of the query begins a word of the name, in any order. */
export function matchLatinNames(block: NamesBlock, folded: string, tolerant: boolean): LatinMatch[] {
  const words = folded.split(' ')
  if (!words.every((word) => /^[a-z0-9]+$/.test(word))) return []
  const joined = words.join('')
  const matches: LatinMatch[] = []
  for (const latin of block.latin) {
    const cost = costOf(latin, words, joined, tolerant)
    if (cost === null) continue
    matches.push({ owner: latin.owner, name: latin.text, cost, isExact: cost === 0 })
  }
  return matches
}

function costOf(
  latin: LatinName,
  words: readonly string[],
  joined: string,
  tolerant: boolean,
): number | null {
  const all = latin.words.join('')
  if (all === joined) return 0
  if (joined.length > 2 && all.startsWith(joined)) return 0.4 + 0.02 * (all.length - joined.length)
  const free = [...latin.words]
  let cost = 0.3
  for (const word of words) {
    const exact = free.indexOf(word)
    const begun = exact >= 0 ? exact : free.findIndex((each) => each.startsWith(word) && word.length > 1)
    const near = begun >= 0 || !tolerant ? begun : free.findIndex((each) => isNearWord(word, each))
    if (near < 0) return null
    if (exact < 0) cost += begun >= 0 ? 0.1 : 1.2
    free.splice(near, 1)
  }
  return cost + 0.25 * free.filter((word) => !/^(of|and|the|for|in|at)$/.test(word)).length
}

function isNearWord(typed: string, word: string): boolean {
  return typed.length >= LONG_WORD && word.length >= LONG_WORD && isOneEditApart(typed, word)
}
