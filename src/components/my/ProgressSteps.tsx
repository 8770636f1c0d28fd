import type { ProgressStep, StepState } from '../../lib/my/registration-progress.ts'

const STATE_WORDS: Record<StepState, string> = {
  done: '完成',
  current: '等待中',
  ahead: '未到',
  stopped: '停在这里',
}

export function ProgressSteps({ steps }: { steps: readonly ProgressStep[] }) {
  return (
    <ol className="progress-steps">
      {steps.map(({ name, state, when }) => (
        <li
          key={name}
          className={`step step-${state}`}
          aria-current={state === 'current' ? 'step' : undefined}
        >
          <span className="step-name">{name}</span>
          <span className="step-state">{when ?? STATE_WORDS[state]}</span>
        </li>
      ))}
    </ol>
  )
}
