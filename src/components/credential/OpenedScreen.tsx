import type { OpenedCredential } from '#contracts/credential/credential.ts'
import { ACTIVATION_CHECKLIST, REQUIRED_ITEMS } from '#contracts/federation.ts'
import type { Item } from '../../lib/credential/kept-checklist.ts'
import { ActButton } from '../form/ActButton.tsx'
import { Trouble } from '../form/Trouble.tsx'
import { Secrets } from './Secrets.tsx'

interface Props {
  /** Null where it was read before and is only confirmed now. */
  credential: OpenedCredential | null
  ticked: readonly Item[]
  trouble: string | null
  isConfirming: boolean
  onTick: (item: Item) => void
  onConfirm: () => void
}

export function OpenedScreen({ credential, ticked, trouble, isConfirming, onTick, onConfirm }: Props) {
  return (
    <>
      {credential === null ? (
        <p className="lead">做完下面的事，再确认启用。确认后，链接和初始密码就彻底作废了。</p>
      ) : (
        <Secrets credential={credential} again="打开凭据" />
      )}
      <section className="checklist" aria-labelledby="checklist">
        <h2 id="checklist">接下来做这些事</h2>
        <p className="field-help">勾选会记在这个标签页里。前两项必须完成，才能确认启用。</p>
        {ACTIVATION_CHECKLIST.map(({ item, sentence }) => (
          <div className="checkbox-row" key={item}>
            <input
              id={`item-${item}`}
              type="checkbox"
              checked={ticked.includes(item)}
              onChange={() => onTick(item)}
            />
            <label htmlFor={`item-${item}`}>
              {sentence}
              {REQUIRED_ITEMS.includes(item) ? <span className="required">（必须）</span> : null}
            </label>
          </div>
        ))}
        <Trouble sentence={trouble} />
        <div className="form-actions">
          <ActButton look="button" isBusy={isConfirming} onPress={onConfirm}>
            {isConfirming ? '正在确认…' : '我已启用'}
          </ActButton>
        </div>
      </section>
    </>
  )
}
