import { useState } from 'react'
import type { MyRegistration } from '#contracts/my-registrations.ts'
import { actionLink, LINK_REQUEST_WORDS, refusalInWords, titleOf } from '../../lib/registration/my-words.ts'
import { progressOf } from '../../lib/registration/registration-progress.ts'
import type { Reply } from '../../lib/session/reply.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { CredentialLines } from './CredentialLines.tsx'
import { ProgressSteps } from './ProgressSteps.tsx'
import type { RegistrationServices } from './registration-services.ts'

export interface ActOutcome {
  isDone: boolean
  sentence: string
}

interface Props {
  registration: MyRegistration
  services: RegistrationServices
  onActed: (outcome: ActOutcome) => void
}

const QUESTIONS = {
  withdraw: {
    title: '撤回这次登记？',
    words: '撤回后上级不再审核。以后需要时要重新登记。',
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
type Question = keyof typeof QUESTIONS

export function MyRegistrationCard({ registration, services, onActed }: Props) {
  const [question, setQuestion] = useState<Question | null>(null)
  const [isBusy, setBusy] = useState(false)
  const { register } = services
  const progress = progressOf(registration, services.now())
  const title = `registration-${registration.id}`

  async function act<Value>(call: Promise<Reply<Value>>, done: (value: Value) => string) {
    setBusy(true)
    const reply = await call
    setBusy(false)
    setQuestion(null)
    const isDone = reply.outcome === 'answered'
    onActed({ isDone, sentence: isDone ? done(reply.value) : refusalInWords(reply) })
  }

  function confirmed(asked: Question) {
    const call = asked === 'withdraw' ? register.withdraw(registration.id) : register.discardDraft()
    void act(call, () => QUESTIONS[asked].done)
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
        now={services.now()}
        isBusy={isBusy}
        onRequest={(id) => void act(register.requestLink(id), ({ outcome }) => LINK_REQUEST_WORDS[outcome])}
      />
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
            <button key={action} type="button" className="button-quiet" onClick={() => setQuestion(asked)}>
              {QUESTIONS[asked].confirm}
            </button>
          )
        })}
      </div>
      {question === null ? null : (
        <ConfirmDialog
          {...QUESTIONS[question]}
          isBusy={isBusy}
          onConfirm={() => confirmed(question)}
          onCancel={() => setQuestion(null)}
        />
      )}
    </article>
  )
}

const isMain = (action: string) => action === 'correct' || action === 'continue_draft'
