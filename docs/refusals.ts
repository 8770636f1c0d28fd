import { writeFile } from 'node:fs/promises'
import { MailboxRefusal } from '#contracts/contact/mailbox.ts'
import { HandOnReply } from '#contracts/credential/bundle.ts'
import { ConfirmActivationReply, OpenCredentialReply } from '#contracts/credential/credential.ts'
import { ReportMistakeReply } from '#contracts/mistakes/mistake.ts'
import { REFUSAL_ROOMS } from '#contracts/refusals/refusals.ts'
import type { Refusals } from '#contracts/refusals/refused.ts'
import { REFUSED_OUTCOMES } from '#contracts/refusals/refused-outcomes.ts'
import { momentInWords } from '#contracts/time.ts'
import { bundleRefusal } from '../src/lib/bundle/bundle-words.ts'
import {
  advance,
  type CredentialEvent,
  type CredentialScreen,
} from '../src/lib/credential/credential-screen.ts'
import { refusalWords } from '../src/lib/credential/refusal-words.ts'
import { problemsOfReply } from '../src/lib/mistakes/report-form.ts'
import { proofRefusalInWords } from '../src/lib/my/own-mailbox.ts'

/** Writes `docs/refusals.md` from the catalogue of refusals and the words of the pages. */

const INTRODUCTION = `# Refusals

Written by \`npm run docs:refusals\` from [contracts/refusals](../supabase/functions/_shared/contracts/refusals/refusals.ts) and its
[refused-outcomes.ts](../supabase/functions/_shared/contracts/refusals/refused-outcomes.ts); not edited by hand. A test holds both to the functions
of the database.

To add one: call \`private.refuse('its-code', '一句话', 'the.field')\`, add the code to the room of its first word in the order of the alphabet, write
the page again, and where a page does something else than to show the sentence, let it ask \`isRefusedFor('its-code', refusal)\` and say so in
\`page_does\`.`

const OF_THE_DATABASE = `## By the database

Answered with SQLSTATE \`P0001\`: the code is the \`hint\`, the sentence the \`message\`, the field the \`details\`. \`%s\` stands for a value, \`*\` for
a number. The page shows the sentence at the field, or on top where it has no such field.`

const OF_FUNCTIONS = `## By edge functions

Answered as an \`outcome\`, which the page words; what stands here is what it says. An outcome that is decided nowhere is never answered: it
stands in a contract that several pages share.`

const cell = (text: string): string => text.replaceAll('|', '\\|')
const code = (text: string): string => `\`${text}\``
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n')
}

function refusalRows(refusals: Refusals): string[][] {
  return Object.entries(refusals).map(([name, refusal]) => {
    const page = refusal.page_does !== undefined ? `<br>The page ${refusal.page_does}.` : ''
    return [
      code(name),
      refusal.sentences.join('<br>') + page,
      refusal.field === null ? '' : code(refusal.field),
      refusal.raised_by.map(code).join('<br>'),
    ]
  })
}

type Wording = (outcome: string) => string

/** What a reply carries beside its outcome; for the words, any moment and any wait will do. */
const BESIDE = { opened_at: '2026-01-01T00:00:00+08:00', retry_after_s: 600, fields: ['said'], ticket: '' }
const LINK = { credential: '00000000-0000-4000-8000-000000000000', generation: 1, token: 'A'.repeat(43) }

/** What the page of a credential says after an event. */
function credentialWords(screen: CredentialScreen, event: CredentialEvent): string {
  const next = advance(screen, event)
  if (next.phase !== 'refused') return ('trouble' in next ? next.trouble : null) ?? ''
  const { heading, happened } = refusalWords(next.refusal)
  return `${heading}。${happened}`
}

/** For each function, what its page says of an outcome. */
const WORDING: Record<keyof typeof REFUSED_OUTCOMES, Wording> = {
  'open-credential': (outcome) =>
    credentialWords(
      { phase: 'opening', link: LINK },
      { type: 'open_answered', reply: OpenCredentialReply.parse({ outcome, ...BESIDE }) },
    ),
  'confirm-activation': (outcome) =>
    credentialWords(
      { phase: 'confirming', link: LINK, credential: null },
      { type: 'confirm_answered', reply: ConfirmActivationReply.parse({ outcome, ...BESIDE }) },
    ),
  'open-bundle': (outcome) => {
    const reply = HandOnReply.parse({ outcome, ...BESIDE })
    return reply.outcome === 'handed_on' ? '' : bundleRefusal(reply)
  },
  'prove-mailbox': (outcome) => proofRefusalInWords(MailboxRefusal.parse({ outcome, ...BESIDE })),
  'report-mistake': (outcome) =>
    problemsOfReply(ReportMistakeReply.parse({ outcome, ...BESIDE }))
      .map(({ words }) => words)
      .join('<br>'),
}

function outcomeRows(): string[][] {
  return Object.entries(REFUSED_OUTCOMES).flatMap(([name, outcomes]) =>
    Object.entries(outcomes).map(([outcome, deciders]) => {
      const wording = WORDING[name as keyof typeof REFUSED_OUTCOMES]
      const words = wording(outcome).replaceAll(momentInWords(BESIDE.opened_at), '…')
      return [code(name), code(outcome), words, deciders.map(code).join('<br>')]
    }),
  )
}

export function refusalsPage(): string {
  return [
    INTRODUCTION,
    OF_THE_DATABASE,
    ...Object.entries(REFUSAL_ROOMS).flatMap(([room, refusals]) => [
      `### ${room}`,
      table(['Code', 'What is read', 'Field', 'Raised by'], refusalRows(refusals)),
    ]),
    OF_FUNCTIONS,
    table(['Function', 'Outcome', 'What the page says', 'Decided by'], outcomeRows()),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n')
}

if (import.meta.main) await writeFile(new URL('refusals.md', import.meta.url), refusalsPage())
