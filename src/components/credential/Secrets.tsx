import { useId } from 'react'
import type { OpenedCredential } from '#contracts/credential/credential.ts'
import { clockInWords } from '#contracts/time.ts'
import { SecretLine } from './SecretLine.tsx'

interface Props {
  credential: OpenedCredential
  /** The button that shows it once more after the page was loaded again. */
  again: string
}

/** What was opened, once. */
export function Secrets({ credential, again }: Props) {
  const heading = useId()
  const { platform_home: home, platform_name: platform } = credential
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>
        {credential.organization_name}，{platform}
      </h2>
      <dl className="secrets">
        <SecretLine name="登录名" secret={credential.login_name} isHidden={false} />
        <SecretLine name="初始密码" secret={credential.initial_password} isHidden />
      </dl>
      <p className="notice">
        <strong className="number">{clockInWords(credential.readable_until)}</strong>{' '}
        之前，在这个浏览器里刷新后按「{again}」还能再看；之后就删除了，谁也看不到。
      </p>
      {home === null ? null : (
        <p>
          <a href={home} target="_blank" rel="noreferrer noopener">
            去{platform}登录<span className="visually-hidden">（在新标签页打开）</span>
          </a>
        </p>
      )}
    </section>
  )
}
