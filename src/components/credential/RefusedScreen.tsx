import type { RefusalWords } from '../../lib/credential/refusal-words.ts'
import { PastedLink } from './PastedLink.tsx'

interface Props {
  words: RefusalWords
  onRetry?: () => void
  onOpenedByMe?: () => void
}

export function RefusedScreen({ words, onRetry, onOpenedByMe }: Props) {
  const { happened, danger, todo, next, canPaste } = words
  return (
    <>
      <p className="lead">{happened}</p>
      <p className={danger.isDangerous ? 'notice notice-bad' : 'notice'}>
        {danger.isDangerous ? <strong>请留意：</strong> : null}
        {danger.sentence}
      </p>
      <section aria-labelledby="todo">
        <h2 id="todo">怎么办</h2>
        <ul className="bulleted">
          {todo.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
      {canPaste ? <PastedLink /> : null}
      <div className="form-actions">
        {next === 'checklist_or_my' ? (
          <button type="button" className="button-quiet" onClick={onOpenedByMe}>
            是我打开的，去确认启用
          </button>
        ) : null}
        {next === 'retry' ? (
          <button type="button" className="button" onClick={onRetry}>
            回去再试
          </button>
        ) : (
          <a className="button" href="/my">
            去「我的登记」
          </a>
        )}
      </div>
    </>
  )
}
