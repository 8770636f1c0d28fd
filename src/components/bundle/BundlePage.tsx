import { useCallback } from 'react'
import type { BundleLink } from '#contracts/credential/bundle.ts'
import { momentInWords } from '#contracts/time.ts'
import { type BundleGateway, listBundle } from '../../lib/bundle/bundle-gateway.ts'
import { bundleRefusal } from '../../lib/bundle/bundle-words.ts'
import { NotLoaded } from '../session/NotLoaded.tsx'
import { useLoaded } from '../session/use-loaded.ts'
import { Waiting } from '../session/Waiting.tsx'
import { BundledAccountRow } from './BundledAccountRow.tsx'

interface Props {
  link: BundleLink
  gateway: BundleGateway
  /** The nonce of this browser. */
  reader: () => string
}

const HEADING = '转交账号凭据'

/** A bundle: the table first, without a secret; each account is opened and handed on by itself. */
export function BundlePage({ link, gateway, reader }: Props) {
  const load = useCallback(() => listBundle(gateway, link), [gateway, link])
  const [loaded, { reload }] = useLoaded(load)

  if (loaded.phase === 'loading') return <Waiting heading={HEADING} sentence="正在取清单…" />
  if (loaded.phase === 'failed')
    return (
      <NotLoaded heading={HEADING} sentence={bundleRefusal(loaded.failure)} onRetry={() => void reload()}>
        <a className="button-quiet" href="/desk">
          去督导台
        </a>
      </NotLoaded>
    )
  const bundle = loaded.value
  const waiting = bundle.accounts.filter(({ taken_by }) => taken_by === null).length
  return (
    <div className="registration credential">
      <h1>{bundle.title}</h1>
      <p className="lead">
        {bundle.organization_name}，还有 <span className="number">{waiting}</span> 个没有转交。链接{' '}
        {momentInWords(bundle.link_expires_at)} 到期。
      </p>
      <ul className="bulleted">
        <li>按「打开」才显示登录名和初始密码，每个只能打开一次，同一个浏览器十分钟内可以再看。</li>
        <li>请当面或打电话转交，不要用聊天软件发密码，也不要存成文件。</li>
        <li>交出以后写下交给了谁，这里会留下记录。</li>
      </ul>
      <ul className="bundle-accounts">
        {bundle.accounts.map((account) => (
          <li key={account.credential}>
            <BundledAccountRow
              account={account}
              link={link}
              gateway={gateway}
              reader={reader}
              onHandedOn={() => void reload()}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
