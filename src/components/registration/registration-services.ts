import { ORGANIZATION_KINDS } from '#contracts/federation.ts'
import { databaseErasure, type ErasureGateway } from '../../lib/my/erasure.ts'
import { type OwnMailboxGateway, supabaseOwnMailbox } from '../../lib/my/own-mailbox.ts'
import { databaseRecovery, type RecoveryGateway } from '../../lib/my/recovery.ts'
import { fetchDivisions } from '../../lib/registration/division-choices.ts'
import { forgetAllInTab } from '../../lib/registration/draft.ts'
import type { FormSources } from '../../lib/registration/form-opening.ts'
import {
  choicesOf,
  type FindOrganizations,
  MOST_CHOICES,
} from '../../lib/registration/organization-choices.ts'
import { findListed, readRest } from '../../lib/registration/organization-list.ts'
import { databaseRegister } from '../../lib/registration/register-gateway.ts'
import { namesClient } from '../../lib/search/client/names-client.ts'
import { browserFunctions } from '../../lib/session/browser-functions.ts'
import { connect, SESSION_KEY } from '../../lib/session/client.ts'
import { createDatabaseCall } from '../../lib/session/database-call.ts'
import { supabaseMailbox } from '../../lib/session/mailbox-gateway.ts'
import { tabStorage } from '../../lib/session/tab-storage.ts'

export interface RegistrationServices extends FormSources {
  findOrganizations: FindOrganizations
  ownMailbox: OwnMailboxGateway
  recovery: RecoveryGateway
  erasure: ErasureGateway
  /** Signs out and forgets everything that this tab kept. */
  leave(): Promise<void>
}

const { PUBLIC_SUPABASE_URL, PUBLIC_SUPABASE_PUBLISHABLE_KEY } = import.meta.env

const ORGANIZATIONS = {
  limit: MOST_CHOICES,
  filters: { kinds: ORGANIZATION_KINDS.map(({ id }) => id) },
} as const

/** Only an answer from the whole index counts: what is offered before may be another school of a like name. */
const findOrganizations: FindOrganizations = (query, onFound) =>
  namesClient.ask(query, ORGANIZATIONS, (answer) => {
    if (answer === null) onFound(null)
    else if (answer.complete) onFound(choicesOf(answer.hits))
  })

export function browserServices(): RegistrationServices {
  const storage = tabStorage()
  const call = createDatabaseCall(connect)
  const mailbox = supabaseMailbox(connect, () => storage.getItem(SESSION_KEY) !== null)
  return {
    mailbox,
    register: databaseRegister(call),
    ownMailbox: supabaseOwnMailbox(call, browserFunctions),
    recovery: databaseRecovery(call),
    erasure: databaseErasure(call),
    findOrganizations,
    findOrganization: findListed(readRest(PUBLIC_SUPABASE_URL, PUBLIC_SUPABASE_PUBLISHABLE_KEY)),
    divisions: () => fetchDivisions('/register/divisions.json'),
    storage,
    now: () => new Date(),
    async leave() {
      forgetAllInTab(storage)
      await mailbox.signOut()
    },
  }
}
