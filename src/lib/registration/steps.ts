/** The steps of the form, in order; the address's fragment names the step, so that the back button works. */

export const STEPS = ['organization', 'mailbox', 'contact', 'accounts', 'review'] as const
export type Step = (typeof STEPS)[number]

export const STEP_NAMES: Record<Step, string> = {
  organization: '单位',
  mailbox: '邮箱',
  contact: '联系人',
  accounts: '账号',
  review: '核对并提交',
}

export const STEP_HEADINGS: Record<Step, string> = {
  organization: '您为哪个单位登记？',
  mailbox: '验证您的邮箱',
  contact: '谁负责这个账号？',
  accounts: '单位的官方账号',
  review: '核对并提交',
}

const indexOf = (step: Step) => STEPS.indexOf(step)

export const nextStep = (step: Step): Step => STEPS[indexOf(step) + 1] ?? 'review'
export const previousStep = (step: Step): Step | null => STEPS[indexOf(step) - 1] ?? null
export const isBefore = (step: Step, other: Step) => indexOf(step) < indexOf(other)

/** 第 2 步，共 5 步：邮箱 */
export const progressInWords = (step: Step) =>
  `第 ${indexOf(step) + 1} 步，共 ${STEPS.length} 步：${STEP_NAMES[step]}`

/** The step that a fragment names; null for any other fragment, such as the one of a skip link. */
export function stepOfFragment(fragment: string): Step | null {
  const name = fragment.replace(/^#/, '')
  return STEPS.find((step) => step === name) ?? null
}

/** The step to show: the one asked for, but none that lies behind the first that is not complete. */
export function reachableStep(asked: Step, isComplete: (step: Step) => boolean): Step {
  const gap = STEPS.find((step) => !isComplete(step))
  return gap === undefined || isBefore(asked, gap) ? asked : gap
}

const STEP_OF_FIELD: Record<string, Step> = {
  organization_code: 'organization',
  organization: 'organization',
  proposal: 'organization',
  email: 'mailbox',
  contact: 'contact',
  existing_accounts: 'accounts',
  wanted_account: 'accounts',
  note: 'accounts',
}

/** The step that shows the field of a path; what no step knows is shown where it was sent from. */
export const stepOfPath = (path: string): Step => STEP_OF_FIELD[path.split('.')[0] ?? ''] ?? 'review'
