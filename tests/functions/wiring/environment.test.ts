import { describe, expect, test } from 'vitest'
import { Environment, readEnvironment } from '../../../supabase/functions/_shared/env.ts'

const complete = {
  SUPABASE_URL: 'http://127.0.0.1:54321',
  SUPABASE_SECRET_KEY: 'sb_secret_0123456789abcdef',
  SITE_URL: 'https://minglu.example.org/',
  RESEND_API_KEY: 're_key',
  RESEND_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  MAIL_FROM: '名录 <notice@example.org>',
  SEALING_PRIVATE_KEY: '-----BEGIN PGP PRIVATE KEY BLOCK-----\\n\\nabc\\n-----END PGP PRIVATE KEY BLOCK-----',
  CREDENTIAL_LINK_SECRET: 'a secret of more than thirty-two characters',
  PUBLICATION_HOOK_URL: 'https://host.example.org/hooks/1',
}

describe('the environment of a function', () => {
  test('is read whole: addresses without their last slash, a key of one line with its lines back', () => {
    const environment = readEnvironment(Environment, complete)
    expect(environment.SITE_URL).toBe('https://minglu.example.org')
    expect(environment.SEALING_PRIVATE_KEY.split('\n')).toHaveLength(4)
    expect(environment.RESEND_BASE_URL).toBeUndefined()
  })

  test.each(Object.keys(complete))('names %s where it is missing', (name) => {
    expect(() => readEnvironment(Environment, { ...complete, [name]: undefined })).toThrow(
      `${name} is missing`,
    )
  })

  test('names everything that is missing at once', () => {
    const wanted = Environment.pick({ SITE_URL: true, MAIL_FROM: true })
    expect(() => readEnvironment(wanted, {})).toThrow('SITE_URL is missing; MAIL_FROM is missing')
  })

  test.each([
    ['SITE_URL', 'javascript:alert(1)'],
    ['SUPABASE_URL', 'postgres://db'],
    ['CREDENTIAL_LINK_SECRET', 'short-canary'],
    ['SEALING_PRIVATE_KEY', 'canary-no-key'],
    ['MAIL_FROM', 'canary'],
    ['RESEND_WEBHOOK_SECRET', 'whsec_canary'],
  ])('refuses a wrong %s without printing it', (name, wrong) => {
    const read = () => readEnvironment(Environment, { ...complete, [name]: wrong })
    expect(read).toThrow(name)
    expect(read).not.toThrow(wrong)
  })

  test('takes two webhook secrets while one is being changed for the other', () => {
    const [old, fresh] = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA']
    const read = readEnvironment(Environment, { ...complete, RESEND_WEBHOOK_SECRET: ` ${old}  ${fresh} ` })
    expect(read.RESEND_WEBHOOK_SECRET).toEqual([old, fresh])
  })

  test('takes the default secret key of a hosted project, which sets no SUPABASE_SECRET_KEY', () => {
    const { SUPABASE_SECRET_KEY, ...hosted } = complete
    const environment = readEnvironment(Environment, {
      ...hosted,
      SUPABASE_SECRET_KEYS: JSON.stringify({ default: SUPABASE_SECRET_KEY }),
    })
    expect(environment.SUPABASE_SECRET_KEY).toBe(SUPABASE_SECRET_KEY)
  })
})
