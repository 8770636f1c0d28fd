import { useState } from 'react'
import type { MyRegistration } from '#contracts/registration/my-registrations.ts'
import { actionLink, LINK_REQUEST_WORDS, MY_LOST_WORDS, titleOf } from '../../lib/my/my-words.ts'
import { answeredInWords, proofRefusalInWords } from '../../lib/my/own-mailbox.ts'
import { progressOf } from '../../lib/my/registration-progress.ts'
import { ConfirmDialog } from '../form/ConfirmDialog.tsx'
import type { Outcome } from '../form/Told.tsx'
import { useAct } from '../form/use-act.ts'
import type { RegistrationServices } from '../registration/registration-services.ts'
import { CredentialLines } from './CredentialLines.tsx'
import { MailboxLine } from './MailboxLine.tsx'
import { ProgressSteps } from './ProgressSteps.tsx'

interface Props {
  registration: MyRegistration
  services: RegistrationServices
  onActed: (outcome: Outcome) => void
}

const CONFIRMATIONS = {
  withdraw: {
    title: '撤回这次登记？',
    words: '撤回后上级不再审核，填写的联系人、说明和账号随之删除。以后需要时要重新登记。',
    confirm: '撤回登记',
    done: '登记已撤回',
  },
  discard_draft: {
    title: '删除这份草稿？',
    words: '填写过的内容会删除，不能恢复。',
    confirm: '删除草稿',
    done: '草稿已删除',
  },
} as const
type Confirmation = keyof typeof CONFIRMATIONS

export function MyRegistrationCard({ registration, services, onActed }: Props) {
  const [confirmation, setConfirmation] = useState<Confirmation | null>(null)
  const [isProving, setProving] = useState(false)
  const [act, isActing] = useAct(MY_LOST_WORDS, (outcome) => {
    setConfirmation(null)
    onActed(outcome)
  })
  const isBusy = isActing || isProving
  const { register } = services
  const progress = progressOf(registration)
  const title = `registration-${registration.id}`

  function confirmed(asked: Confirmation) {
    const call = asked === 'withdraw' ? () => register.withdraw(registration.id) : register.discardDraft
    void act(call, () => CONFIRMATIONS[asked].done)
  }

  /** Null where the mailbox is changed now. */
  async function prove(code: string): Promise<string | null> {
    const change = registration.mailbox?.change
    if (change == null) return null
    setProving(true)
    const reply = await services.ownMailbox.prove({ proof: change.id, number: change.code_number, code })
    setProving(false)
    if (reply.outcome === 'waits') return null
    if (reply.outcome !== 'proven') return proofRefusalInWords(reply)
    onActed({
      isDone: true,
      sentence: `联系邮箱已换成 ${reply.mailbox}。以后请用它登录；还没有领取的凭据，新的链接正发往那里`,
    })
    return null
  }

  return (
    <article className="my-card" aria-labelledby={title}>
      <h2 id={title}>{titleOf(registration)}</h2>
      <p className={`standing standing-${progress.tone}`}>{progress.word}</p>
      <ProgressSteps steps={progress.steps} />
      <p className="next">{progress.next}</p>
      {registration.decision_reason === null ? null : (
        <p className="notice notice-warn">
          <strong>审核意见：</strong>
          {registration.decision_reason}
        </p>
      )}
      <CredentialLines
        registration={registration}
        isBusy={isBusy}
        onRequest={(id) =>
          void act(
            () => register.requestLink(id),
            ({ outcome }) => LINK_REQUEST_WORDS[outcome],
          )
        }
      />
      {registration.mailbox === null || !hasLiveMailbox(registration) ? null : (
        <MailboxLine
          registrationId={registration.id}
          mailbox={registration.mailbox}
          isBusy={isBusy}
          onAsk={(email) =>
            void act(
              () => services.ownMailbox.askChange(registration.id, email),
              (sent) => `验证码已发到 ${sent.email}，一般一分钟内到。填好以后才换邮箱`,
            )
          }
          onWithdraw={() =>
            void act(
              () => services.ownMailbox.withdrawChange(registration.id),
              () => '不换邮箱了',
            )
          }
          onAnswer={(id, agrees) => void act(() => services.ownMailbox.answer(id, agrees), answeredInWords)}
          onProve={prove}
        />
      )}
      <div className="my-actions">
        {progress.actions.map((action) => {
          const link = actionLink(action, registration)
          if (link !== null)
            return (
              <a key={action} className={isMain(action) ? 'button' : 'button-quiet'} href={link.address}>
                {link.words}
              </a>
            )
          const asked = action === 'withdraw' ? 'withdraw' : 'discard_draft'
          return (
            <button
              key={action}
              type="button"
              className="button-quiet"
              onClick={() => setConfirmation(asked)}
            >
              {CONFIRMATIONS[asked].confirm}
            </button>
          )
        })}
      </div>
      {confirmation === null ? null : (
        <ConfirmDialog
          {...CONFIRMATIONS[confirmation]}
          isBusy={isBusy}
          onConfirm={() => confirmed(confirmation)}
          onCancel={() => setConfirmation(null)}
        />
      )}
    </article>
  )
}

const isMain = (action: string) => action === 'correct' || action === 'continue_draft'

/** The contact's mailbox is the first registration's; of what has ended nothing is mailed any more. */
const hasLiveMailbox = ({ purpose, state }: MyRegistration) =>
  purpose === 'register' && ['submitted', 'returned', 'approved', 'activated'].includes(state)
