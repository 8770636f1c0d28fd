import { describe, expect, test } from 'vitest'
import { chooseAct } from '../../../supabase/local/staff/acts.ts'

describe('the staff command', () => {
  test.each([
    ['approve', '吉林大学', { 'dry-run': true }, 'approve does not take --dry-run. Options of it: none.'],
    [
      'issue',
      'good.csv',
      { login: 'x', password: 'canary' },
      'issue with a file does not take --login, --password. Options of it: --batch, --dry-run.',
    ],
    ['issue', '云南大学', { batch: 'one' }, 'issue does not take --batch.'],
    ['publish', undefined, { reason: 'x' }, 'publish does not take --reason.'],
    ['aprove', undefined, {}, 'There is no command aprove.'],
  ])('%s %s refuses what would be passed over', (name, subject, options, said) => {
    expect(() => chooseAct(name, subject, options)).toThrow(said)
    expect(() => chooseAct(name, subject, options)).not.toThrow(/canary/)
  })

  test.each([
    ['issue', '云南大学', { login: 'x', password: 'y', platform: 'weibo', handle: 'z' }],
    ['issue', 'GOOD.CSV', { batch: 'one', 'dry-run': true }],
    ['return', '吉林大学', { reason: 'x' }],
    ['list', undefined, {}],
  ])('%s %s takes its own options', (name, subject, options) => {
    expect(chooseAct(name, subject, options).name).toBe(name)
  })

  test('issue reads no sheet but a CSV, and no folder', async () => {
    const refused = async (file: string) => {
      const act = chooseAct('issue', file, {})
      return await act.perform(undefined as never, file, {}).then(
        () => 'taken',
        (error: Error) => error.message,
      )
    }
    expect(await refused('good.xlsx')).toBe('Only a .csv is read; save the sheet good.xlsx as CSV.')
    expect(await refused('nowhere.csv')).toBe('There is no file nowhere.csv.')
  })
})
