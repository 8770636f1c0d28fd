import { useEffect, useRef } from 'react'
import { type Step, stepOfFragment } from '../../lib/registration/steps.ts'

/** Keeps the fragment of the address and the step together, so that the browser's back button leads one step back. */
export function useStepAddress(step: Step | null, onAsked: (step: Step) => void) {
  const asked = useRef(onAsked)
  asked.current = onAsked
  const isFirst = useRef(true)

  useEffect(() => {
    if (step === null) return
    const fragment = `#${step}`
    if (window.location.hash !== fragment) {
      if (isFirst.current) window.history.replaceState(null, '', fragment)
      else window.history.pushState(null, '', fragment)
    }
    isFirst.current = false
  }, [step])

  useEffect(() => {
    const follow = () => {
      const named = stepOfFragment(window.location.hash)
      if (named !== null) asked.current(named)
    }
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [])
}
