import { expect, test } from 'vitest'
import { readArguments } from '../../../supabase/seed/national/arguments.ts'

test.each([
  [[], { organizations: 77_000, undo: false }],
  [['--organizations', '300'], { organizations: 300, undo: false }],
  [['--organizations', '200,000'], { organizations: 200_000, undo: false }],
  [['--undo'], { organizations: 77_000, undo: true }],
])('reads %j', (given, meant) => {
  expect(readArguments(given)).toEqual(meant)
})

test.each([
  [['--organizations', 'many'], '--organizations takes a whole number from 200 to 200000, not many.'],
  [['--organizations', '50'], '--organizations takes a whole number from 200 to 200000, not 50.'],
  [['--organizations', '200001'], '--organizations takes a whole number from 200 to 200000, not 200001.'],
  [['--organizations', ''], '--organizations takes a whole number from 200 to 200000, not .'],
  [['--organisations', '300'], 'Known are --organizations N and --undo.'],
  [['300'], 'Known are --organizations N and --undo.'],
])('answers %j with a sentence', (given, sentence) => {
  expect(() => readArguments(given)).toThrow(sentence)
})
