import { FEDERATION } from '../contracts/federation.ts'
import {
  activationConfirmed,
  activationReminder,
  credentialLink,
  credentialReminder,
} from './credential-letters.ts'
import { bundleLink, deskDigest } from './desk-letters.ts'
import { type Letter, oneLine, shorten } from './letter.ts'
import { greeting, type LetterAddresses, type LetterBody, named } from './letter-body.ts'
import {
  foreignRequest,
  mailboxChanged,
  mailboxCheck,
  mailboxLink,
  mailboxProof,
  mailboxQuestion,
} from './mailbox-letters.ts'
import type { QueuedMail } from './queued-mail.ts'
import { recoveryAsked, recoveryDecided } from './recovery-letters.ts'
import {
  registrationApproved,
  registrationReceived,
  registrationRejected,
  registrationReturned,
  registrationWithdrawn,
} from './registration-letters.ts'

/** Long enough for nearly every name, short enough for a list of mails on a phone. */
const SUBJECT_NAME_LENGTH = 24

export function writeLetter(mail: QueuedMail, addresses: LetterAddresses): Letter {
  const { topic, why, ...body } = bodyOf(mail, addresses)
  const organization = shorten(oneLine(mail.payload.organization_name ?? ''), SUBJECT_NAME_LENGTH)
  return {
    ...body,
    subject: organization === '' ? topic : `${organization}：${topic}`,
    greeting: greeting(mail.payload.contact_name),
    footer: {
      sender: FEDERATION.title,
      home: addresses.site,
      sentences: [
        `本邮件由「${FEDERATION.title}」自动发出，请不要直接回复。`,
        why ??
          `您收到它，是因为有人用这个邮箱为${named(mail.payload, '一个单位')}办理登记，并填对了发到这里的验证码。与您无关的话，请删除它，不要点开链接。`,
        '我们不会在邮件、电话或聊天里向您要密码或验证码，邮件里也从不写密码。',
      ],
    },
  }
}

function bodyOf(mail: QueuedMail, addresses: LetterAddresses): LetterBody {
  switch (mail.kind) {
    case 'registration_received':
      return registrationReceived(mail.payload, addresses)
    case 'registration_returned':
      return registrationReturned(mail.payload, addresses)
    case 'registration_approved':
      return registrationApproved(mail.payload, addresses)
    case 'registration_rejected':
      return registrationRejected(mail.payload, addresses)
    case 'registration_withdrawn':
      return registrationWithdrawn(mail.payload, addresses)
    case 'credential_link':
      return credentialLink(mail.payload, addresses)
    case 'credential_reminder':
      return credentialReminder(mail.payload, addresses)
    case 'activation_reminder':
      return activationReminder(mail.payload, addresses)
    case 'mailbox_check':
      return mailboxCheck(mail.payload, addresses)
    case 'desk_digest':
      return deskDigest(mail.payload, addresses)
    case 'bundle_link':
      return bundleLink(mail.payload, addresses)
    case 'recovery_asked':
      return recoveryAsked(mail.payload, addresses)
    case 'recovery_decided':
      return recoveryDecided(mail.payload, addresses)
    case 'mailbox_proof':
      return mailboxProof(mail.payload, addresses)
    case 'mailbox_link':
      return mailboxLink(mail.payload, addresses)
    case 'mailbox_changed':
      return mailboxChanged(mail.payload, addresses)
    case 'mailbox_question':
      return mailboxQuestion(mail.payload, addresses)
    case 'foreign_request':
      return foreignRequest(mail.payload, addresses)
    case 'activation_confirmed':
      return activationConfirmed(mail.payload, addresses)
  }
}
