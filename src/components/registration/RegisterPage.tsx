import { useEffect, useState } from 'react'
import { readFormAddress } from '../../lib/registration/form-address.ts'
import { type Opening, openForm } from '../../lib/registration/form-opening.ts'
import { MailboxProof } from '../session/MailboxProof.tsx'
import { RegistrationForm } from './RegistrationForm.tsx'
import type { RegistrationServices } from './registration-services.ts'

interface Props {
  services: RegistrationServices
  /** The query of the page's address. */
  query: string
}

export function RegisterPage({ services, query }: Props) {
  const [opening, setOpening] = useState<Opening | null>(null)
  const [typed, setTyped] = useState('')
  useEffect(() => {
    if (opening === null)
      void openForm(readFormAddress(query), services)
        .catch((): Opening => ({ outcome: 'unreachable' }))
        .then(setOpening)
  }, [opening, query, services])

  if (opening === null) return <FormSkeleton />
  switch (opening.outcome) {
    case 'opened':
      return <RegistrationForm opened={opening} services={services} />
    case 'sign_in_first':
      return (
        <div className="registration">
          <h1>修改被退回的登记</h1>
          <MailboxProof
            mailbox={services.mailbox}
            known={null}
            typed={typed}
            onTyped={setTyped}
            onProven={() => setOpening(null)}
            why={<p className="lead">请先用填报时的邮箱登录，我们会发一个六位验证码。</p>}
          />
        </div>
      )
    case 'nothing_to_correct':
      return (
        <div className="registration">
          <h1>没有要修改的登记</h1>
          <p className="lead">这份登记不在您的名下，或者已经重新提交、撤回了。</p>
          <p>
            <a className="button" href="/my">
              看我的登记
            </a>
          </p>
        </div>
      )
    case 'unreachable':
      return (
        <div className="registration">
          <h1>网络没有连上</h1>
          <p className="lead" role="alert">
            没有取到您的登记。填写过的内容还在，请检查网络后再试。
          </p>
          <p>
            <button type="button" className="button" onClick={() => setOpening(null)}>
              再试一次
            </button>
          </p>
        </div>
      )
  }
}

export function FormSkeleton() {
  return (
    <div className="registration" aria-busy="true">
      <p className="form-progress">登记</p>
      <h1>登记官方账号</h1>
      <p role="status">正在打开表单…</p>
      <div className="skeleton skeleton-field" />
    </div>
  )
}
