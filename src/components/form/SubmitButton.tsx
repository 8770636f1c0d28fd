import type { ReactNode } from 'react'

/** Stays where it is and keeps the focus while the form is on its way. */
export function SubmitButton({ isBusy, children }: { isBusy: boolean; children: ReactNode }) {
  return (
    <div className="form-actions">
      <button type="submit" className="button" aria-disabled={isBusy}>
        {children}
      </button>
    </div>
  )
}
