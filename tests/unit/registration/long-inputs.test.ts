import { expect, test } from 'vitest'
import { ContactInput } from '#contracts/contact/contact.ts'
import { RecoveryInput } from '#contracts/contact/recovery.ts'
import { MistakeReport } from '#contracts/mistakes/mistake.ts'
import { ExistingAccountInput, ProposalInput } from '#contracts/registration/registration.ts'
import { fragmentIn } from '../../../src/lib/credential/pasted-link.ts'
import { MailboxAddress } from '../../../src/lib/session/mailbox-address.ts'
import { codeFromPaste, OneTimeCode } from '../../../src/lib/session/one-time-code.ts'
import { bareAddress } from '../../../src/lib/spreadsheet/address-flaws.ts'
import { codeOf } from '../../../supabase/local/mailbox/content.ts'

/** A pattern that goes back over what it read takes the square of the length: half a minute of a browser, or of ours, for one paste. */
const readers: Readonly<Record<string, (typed: string) => unknown>> = {
  'a contact': (typed) => ContactInput.safeParse({ name: typed, post: typed, phone: typed, mobile: typed }),
  'a recovery': (typed) => RecoveryInput.safeParse({ organization_code: typed, note: typed }),
  'a mistake': (typed) => MistakeReport.safeParse({ organization_code: typed, said: typed, source: typed }),
  'an account': (typed) =>
    ExistingAccountInput.safeParse({ platform: 'weibo', handle: typed, nickname: typed, address: typed }),
  'a proposal': (typed) => ProposalInput.safeParse({ name: typed, division_code: typed }),
  'a mailbox': (typed) => MailboxAddress.safeParse(typed),
  'a code': (typed) => OneTimeCode.safeParse(typed),
  'a pasted code': codeFromPaste,
  'a pasted link': fragmentIn,
  'an address of a list': bareAddress,
  'a letter': codeOf,
}

const fragments = [
  'a',
  '1',
  '1 ',
  '-',
  '- ',
  '(',
  ' ',
  '\n',
  '.',
  'a.',
  '@',
  'a@',
  '@a.',
  '/',
  ':',
  '://',
  '%25',
  '<',
  '；',
  '中',
  '。',
]

test.each(Object.entries(readers))('%s is read in a time that grows with what was pasted', (_, read) => {
  for (const fragment of fragments)
    for (const typed of [
      fragment.repeat(60_000 / fragment.length),
      `x${fragment.repeat(60_000 / fragment.length)}!`,
    ]) {
      const began = performance.now()
      read(typed)
      expect(performance.now() - began, JSON.stringify(fragment)).toBeLessThan(1500)
    }
})
