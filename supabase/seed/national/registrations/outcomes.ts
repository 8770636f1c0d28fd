import type { RegistrationState } from '../../../functions/_shared/contracts/registration/registration.ts'
import { dayOfApproval } from '../register/standings.ts'
import { AS_OF, dayBetween, momentOn, plusDays } from '../words/calendar.ts'
import type { Random } from '../words/random.ts'
import type { Decision } from './registration.ts'

const RETURNED = [
  '联系人手机号与学校登记的不一致，请核对后重新提交。',
  '昵称请按规则写成学校名称加「团委」。',
  '填报的网址打不开，请从账号主页复制后重新填写。',
  '请补充固定电话的区号。',
  '该账号主体是学校而不是团委，请说明由谁运营。',
]
const REJECTED = [
  '该账号由校友会运营，不属于团委，不能登记为官方账号。',
  '该单位已有一份通过的登记，请联系本校团委。',
  '经核实，填报人不是该校工作人员。',
  '重复提交，以另一份为准。',
]

type Undecided = Exclude<RegistrationState, 'draft'>

/**
 * How a registration went: handed in a few days before it was answered. `decidedOn` is the day of an approval that is known
 * already; `closedOn` the day after which nothing happens to the organization any more.
 */
export function outcomeOf(
  state: Undecided,
  random: Random,
  { decidedOn, closedOn, since }: { decidedOn?: string; closedOn?: string | null; since?: string } = {},
): Decision {
  const undecided = { state, decided_at: null, decision_reason: null, activated_at: null }
  if (state === 'submitted' || (state === 'withdrawn' && random.chance(0.5))) {
    const first = state === 'submitted' ? plusDays(AS_OF, -20) : (since ?? '2025-10-01')
    return { ...undecided, submitted_at: momentOn(dayBetween(later(first, since), AS_OF, random), random) }
  }
  const day = decidedOn ?? (since === undefined ? dayOfApproval(random) : dayBetween(since, AS_OF, random))
  const decided_at = momentOn(day, random)
  const handedInAt = momentOn(later(plusDays(day, -1 - random.below(6)), since), random)
  const answered = {
    ...undecided,
    decided_at,
    submitted_at: earlier(handedInAt, decided_at),
    decision_reason: reasonFor(state, random),
  }
  if (state !== 'activated') return answered
  const last = closedOn ?? AS_OF
  const activatedOn = plusDays(day, 1 + random.below(20))
  const isLate = activatedOn > last
  return { ...answered, activated_at: isLate ? decided_at : momentOn(activatedOn, random) }
}

const later = (one: string, other: string | undefined) => (other !== undefined && other > one ? other : one)
const earlier = (one: string, other: string) => (other < one ? other : one)

function reasonFor(state: Undecided, random: Random): string | null {
  if (state === 'returned' || state === 'withdrawn') return random.pick(RETURNED)
  return state === 'rejected' ? random.pick(REJECTED) : null
}
