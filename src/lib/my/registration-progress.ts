import type { CredentialProgress } from '#contracts/credential/credential.ts'
import type { MyRegistration } from '#contracts/registration/my-registrations.ts'
import { dateInWords, momentInWords } from '#contracts/time.ts'
import { linkStanding } from './link-standing.ts'

/** What `/my` says of one registration: where it stands, what happens next and by when, and what the school can do. */

export type StepState = 'done' | 'current' | 'ahead' | 'stopped'

export interface ProgressStep {
  name: string
  state: StepState
  /** The day or moment it happened, in words; null where it has not. */
  when: string | null
}

export type Tone = 'calm' | 'ok' | 'warn' | 'bad'

export type RegistrationAction =
  | 'continue_draft'
  | 'discard_draft'
  | 'correct'
  | 'withdraw'
  | 'register_again'
  | 'add_account'
  | 'change'

export interface RegistrationProgress {
  word: string
  tone: Tone
  next: string
  steps: ProgressStep[]
  actions: RegistrationAction[]
}

/** The credential that the steps speak of: the newest that was not revoked, else the newest. */
export function leadingCredential({ credentials }: MyRegistration): CredentialProgress | null {
  return credentials.find((credential) => credential.state !== 'revoked') ?? credentials[0] ?? null
}

export function progressOf(registration: MyRegistration): RegistrationProgress {
  return { ...standingOf(registration), steps: stepsOf(registration) }
}

function standingOf(registration: MyRegistration): Omit<RegistrationProgress, 'steps'> {
  const { state, answer_due_on: due, purpose } = registration
  const listed: RegistrationAction[] =
    registration.organization_code === null ? [] : ['add_account', 'change']
  switch (state) {
    case 'draft':
      return {
        word: '草稿',
        tone: 'calm',
        next: '还没有提交。接着填完并提交后，上级团组织才能看到。',
        actions: ['continue_draft', 'discard_draft'],
      }
    case 'submitted':
      return {
        word: '等待审核',
        tone: 'calm',
        next: `上级团组织${due === null ? '会尽快' : `应在 ${dateInWords(due)} 前`}答复，结果会发到您的邮箱。现在不用做什么。`,
        actions: ['withdraw'],
      }
    case 'returned':
      return {
        word: '已退回，请修改',
        tone: 'warn',
        next: '请按下面的意见修改，再提交一次。原来填写的内容都在。',
        actions: ['correct', 'withdraw'],
      }
    case 'rejected':
      return {
        word: '未通过',
        tone: 'bad',
        next: '这次登记没有通过，原因见下。情况有变化时可以重新登记。',
        actions: ['register_again'],
      }
    case 'withdrawn':
      return {
        word: '已撤回',
        tone: 'calm',
        next: '您撤回了这次登记，上级不会再处理。需要时可以重新登记。',
        actions: ['register_again'],
      }
    case 'activated':
      return {
        word: '已启用',
        tone: 'ok',
        next: '账号已由贵单位启用。请保持更新，信息有变化时在这里提出变更。',
        actions: listed,
      }
    case 'approved': {
      if (purpose === 'change')
        return {
          word: '变更已通过',
          tone: 'ok',
          next: '变更已经登记，名录会在几分钟内更新。',
          actions: listed,
        }
      const credential = leadingCredential(registration)
      if (credential !== null) return { ...linkStanding(credential), actions: listed }
      const awaited = registration.wanted_account !== null
      return {
        word: awaited ? '已通过，等待开通' : '已通过',
        tone: 'ok',
        next: awaited
          ? '平台正在开通账号。开通后，一次性链接会发到您的邮箱，请留意查收。'
          : '登记的账号会在几分钟内列入名录。',
        actions: listed,
      }
    }
  }
}

function stepsOf(registration: MyRegistration): ProgressStep[] {
  const { state, submitted_at, decided_at, decision_reason } = registration
  const day = (time: string | null) => (time === null ? null : dateInWords(time))
  const isDecided = state === 'approved' || state === 'activated'
  const isStopped = state === 'returned' || state === 'rejected' || state === 'withdrawn'
  const submitted: ProgressStep = {
    name: '已提交',
    state: state === 'draft' ? 'current' : 'done',
    when: day(submitted_at),
  }
  const reviewed: ProgressStep = {
    name: '审核',
    state: isDecided ? 'done' : isStopped ? 'stopped' : state === 'submitted' ? 'current' : 'ahead',
    when: isDecided || decision_reason !== null ? day(decided_at) : null,
  }
  const hasCredential = registration.wanted_account !== null || registration.credentials.length > 0
  if (!hasCredential)
    return [submitted, reviewed, { name: '列入名录', state: isDecided ? 'done' : 'ahead', when: null }]
  return [submitted, reviewed, ...credentialSteps(registration, isDecided)]
}

function credentialSteps(registration: MyRegistration, isDecided: boolean): ProgressStep[] {
  const credential = leadingCredential(registration)
  const activated = credential?.activated_at ?? registration.activated_at
  const moments = [
    { name: '凭据已发出', at: credential?.sent_at ?? null },
    { name: '已打开', at: credential?.opened_at ?? null },
    { name: '已启用', at: activated },
  ]
  const reached = moments.reduce((last, { at }, index) => (at === null ? last : index), -1)
  return moments.map(({ name, at }, index) => ({
    name,
    state: index <= reached ? 'done' : isDecided && index === reached + 1 ? 'current' : 'ahead',
    when: at === null ? null : momentInWords(at),
  }))
}
