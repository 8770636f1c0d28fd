import type { DeskBundle } from '#contracts/credential/bundle.ts'
import { momentInWords } from '#contracts/time.ts'
import { ActButton } from '../../form/ActButton.tsx'

interface Props {
  bundles: readonly DeskBundle[]
  isBusy: boolean
  onSend: (id: string) => void
}

/** Credentials that this committee hands on. The link itself goes by mail alone. */
export function DeskBundles({ bundles, isBusy, onSend }: Props) {
  if (bundles.length === 0) return null
  return (
    <section className="desk-bundles" aria-labelledby="desk-bundles">
      <h2 id="desk-bundles">请您转交的凭据</h2>
      <ul>
        {bundles.map((bundle) => (
          <li key={bundle.id}>
            <h3>{bundle.title}</h3>
            <p>
              等待打开 {bundle.waiting} 个，已打开还没有记下交给谁 {bundle.opened} 个，已转交{' '}
              {bundle.handed_on} 个。
              {bundle.link_expires_at === null
                ? '链接还没有发出。'
                : `链接发到 ${bundle.email}，${momentInWords(bundle.link_expires_at)} 到期。`}
            </p>
            {bundle.can_send_link ? (
              <ActButton isBusy={isBusy} onPress={() => onSend(bundle.id)}>
                再发一个链接<span className="visually-hidden">：{bundle.title}</span>
              </ActButton>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
