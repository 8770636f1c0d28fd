import { useState } from 'react'
import { copyText } from '../site/copy-text.ts'

interface Props {
  name: string
  secret: string
  /** Covered until the person uncovers it: there may be someone beside the screen. */
  isHidden: boolean
}

type Copied = 'not_yet' | 'copied' | 'refused'

const COPIED_IN_WORDS: Record<Copied, string> = {
  not_yet: '',
  copied: '已复制',
  refused: '没有复制成功，请选中文字后手动复制',
}

export function SecretLine({ name, secret, isHidden }: Props) {
  const [isCovered, setCovered] = useState(isHidden)
  const [copied, setCopied] = useState<Copied>('not_yet')
  async function copy() {
    setCopied('not_yet')
    const done = await copyText(secret)
    setCopied(done ? 'copied' : 'refused')
    if (!done) setCovered(false)
  }
  return (
    <div className="secret">
      <dt>{name}</dt>
      <dd>
        <code className="secret-text" translate="no">
          {isCovered ? <CoveredText /> : secret}
        </code>
      </dd>
      <dd className="secret-actions">
        {isHidden ? (
          <button
            type="button"
            className="button-quiet"
            aria-pressed={!isCovered}
            onClick={() => setCovered(!isCovered)}
          >
            显示<span className="visually-hidden">{name}</span>
          </button>
        ) : null}
        <button type="button" className="button-quiet" onClick={copy}>
          复制<span className="visually-hidden">{name}</span>
        </button>
        <span className="copied" role="status">
          {COPIED_IN_WORDS[copied]}
        </span>
      </dd>
    </div>
  )
}

function CoveredText() {
  return (
    <>
      <span aria-hidden="true">••••••••</span>
      <span className="visually-hidden">已遮住，按「显示」查看</span>
    </>
  )
}
