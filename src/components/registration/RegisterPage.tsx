import { useCallback } from 'react'
import { readFormAddress } from '../../lib/registration/form-address.ts'
import { openForm } from '../../lib/registration/form-opening.ts'
import { NotLoaded } from '../session/NotLoaded.tsx'
import { SignedIn } from '../session/SignedIn.tsx'
import { RegistrationForm } from './RegistrationForm.tsx'
import type { RegistrationServices } from './registration-services.ts'

interface Props {
  services: RegistrationServices
  /** The query of the page's address. */
  query: string
}

/** The form. Only whoever corrects a registration signs in before it: everybody else proves the mailbox as a step of it. */
export function RegisterPage({ services, query }: Props) {
  const load = useCallback(() => openForm(readFormAddress(query), services), [query, services])
  return (
    <SignedIn
      mailbox={services.mailbox}
      heading="修改被退回的登记"
      why={<p className="lead">请先用填报时的邮箱登录，我们会发一个六位验证码。</p>}
      load={load}
      leave={services.leave}
      waiting={<FormSkeleton />}
      failed={(failure, { reload }) =>
        failure.outcome === 'nothing_to_correct' ? (
          <NothingToCorrect />
        ) : (
          <NotLoaded
            heading="网络没有连上"
            sentence="没有取到您的登记。填写过的内容还在，请检查网络后再试。"
            onRetry={reload}
          />
        )
      }
    >
      {(opened) => <RegistrationForm opened={opened} services={services} />}
    </SignedIn>
  )
}

function NothingToCorrect() {
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
}

function FormSkeleton() {
  return (
    <div className="registration" aria-busy="true">
      <p className="form-progress">登记</p>
      <h1>登记官方账号</h1>
      <p role="status">正在打开表单…</p>
      <div className="skeleton skeleton-field" />
    </div>
  )
}
