import { useModal } from '../../form/use-modal.ts'

const KEYS = [
  ['j', '下一行'],
  ['k', '上一行'],
  ['o', '到右边办理'],
  ['?', '看快捷键'],
  ['Esc', '关上这张表'],
] as const

export function DeskKeys({ onClose }: { onClose: () => void }) {
  const dialog = useModal()
  return (
    <dialog ref={dialog} className="confirm" aria-labelledby="desk-keys" onClose={onClose}>
      <h2 id="desk-keys">快捷键</h2>
      <dl className="desk-keys">
        {KEYS.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <div className="form-actions">
        <button type="button" className="button" onClick={onClose}>
          关上
        </button>
      </div>
    </dialog>
  )
}
