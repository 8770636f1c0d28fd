import { useId } from 'react'
import { ActButton } from './ActButton.tsx'
import { useModal } from './use-modal.ts'

interface Props {
  title: string
  words: string
  confirm: string
  isBusy: boolean
  onConfirm: () => void
  onCancel: () => void
}

/** A modal question. */
export function ConfirmDialog({ title, words, confirm, isBusy, onConfirm, onCancel }: Props) {
  const dialog = useModal()
  const id = useId()
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
        <ActButton look="button" isBusy={isBusy} onPress={onConfirm}>
          {isBusy ? '正在办理…' : confirm}
        </ActButton>
      </div>
    </dialog>
  )
}
