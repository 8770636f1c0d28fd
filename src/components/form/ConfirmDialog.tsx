import { useEffect, useId, useRef } from 'react'

interface Props {
  title: string
  words: string
  confirm: string
  isBusy: boolean
  onConfirm: () => void
  onCancel: () => void
}

/** A modal question. Safari 14 knows no `showModal`: there the dialog stands in the page and takes the focus. */
export function ConfirmDialog({ title, words, confirm, isBusy, onConfirm, onCancel }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const shown = dialog.current
    const before = document.activeElement
    if (shown === null) return
    if (typeof shown.showModal === 'function') shown.showModal()
    else shown.setAttribute('open', '')
    shown.querySelector('button')?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onCancel()
      }}
    >
      <h2 id={id}>{title}</h2>
      <p>{words}</p>
      <div className="form-actions">
        <button type="button" className="button-quiet" onClick={onCancel}>
          不，留着
        </button>
        <button type="button" className="button" aria-disabled={isBusy} onClick={() => isBusy || onConfirm()}>
          {isBusy ? '正在办理…' : confirm}
        </button>
      </div>
    </dialog>
  )
}
