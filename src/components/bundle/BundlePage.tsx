import { useEffect, useState } from 'react'
import type { BundleLink, ListedBundle } from '#contracts/bundle.ts'
import { type BundleGateway, bundleRefusal } from '../../lib/bundle/bundle-gateway.ts'
import { momentInWords } from '../../lib/site/moments.ts'
import { BundledAccountRow } from './BundledAccountRow.tsx'

interface Props {
  link: BundleLink
  gateway: BundleGateway
  /** The nonce of this browser. */
  reader: () => string
}

type Screen =
  | { phase: 'loading' }
  | { phase: 'refused'; sentence: string }
  | { phase: 'listed'; bundle: ListedBundle }

/** A bundle: the table first, without a secret; each account is opened and handed on by itself. */
export function BundlePage({ link, gateway, reader }: Props) {
  const [screen, setScreen] = useState<Screen>({ phase: 'loading' })
  const [asked, setAsked] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` counts the wishes to load again
  useEffect(() => {
    let isStale = false
    void gateway.list(link).then((reply) => {
      if (isStale) return
      setScreen(
        reply.outcome === 'listed'
          ? { phase: 'listed', bundle: reply }
          : { phase: 'refused', sentence: bundleRefusal(reply) },
      )
    })
    return () => {
      isStale = true
    }
  }, [link, gateway, asked])
  const reload = () => setAsked((count) => count + 1)

  if (screen.phase === 'loading')
    return (
      <div className="registration" aria-busy="true">
        <h1>转交账号凭据</h1>
        <p role="status">正在取清单…</p>
      </div>
    )
  if (screen.phase === 'refused')
    return (
      <div className="registration">
        <h1>转交账号凭据</h1>
        <p className="notice notice-bad" role="alert">
          {screen.sentence}
        </p>
        <div className="form-actions">
          <button type="button" className="button" onClick={reload}>
            再试一次
          </button>
          <a className="button-quiet" href="/desk">
            去督导台
          </a>
        </div>
      </div>
    )
  const { bundle } = screen
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
              onHandedOn={reload}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
