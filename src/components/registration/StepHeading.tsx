import { useEffect, useRef } from 'react'
import { progressInWords, STEP_HEADINGS, type Step } from '../../lib/registration/steps.ts'

interface Props {
  step: Step
  hasErrors: boolean
  /** False for the first step that a visit shows: a page that opens keeps the browser's own focus. */
  takesFocus: boolean
}

/** The page's one h1. A new step gives it the focus, unless the summary of errors has it. */
export function StepHeading({ step, hasErrors, takesFocus }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step is what moves the focus, errors are not
  useEffect(() => {
    if (takesFocus && !hasErrors) heading.current?.focus()
  }, [step])
  useEffect(() => {
    document.title = `${hasErrors ? '错误：' : ''}${STEP_HEADINGS[step]} - ${progressInWords(step)}`
  }, [step, hasErrors])
  return (
    <>
      <p className="form-progress">{progressInWords(step)}</p>
      <h1 ref={heading} tabIndex={-1}>
        {STEP_HEADINGS[step]}
      </h1>
    </>
  )
}
