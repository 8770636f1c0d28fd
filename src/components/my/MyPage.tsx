import { useEffect, useState } from 'react'
import type { MailboxCode } from '#contracts/mailbox.ts'
import type { OwnRegistrations } from '../../lib/registration/register-gateway.ts'
import type { RegistrationServices } from '../registration/registration-services.ts'
import { MailboxProof } from '../session/MailboxProof.tsx'
import { MyRegistrations } from './MyRegistrations.tsx'
import { ProveMailbox } from './ProveMailbox.tsx'

type Screen =
  | { phase: 'loading' }
  | { phase: 'signed_out'; isExpired: boolean }
  | { phase: 'failed' }
  | { phase: 'ready'; mailbox: string; registrations: OwnRegistrations }

async function loadMine(services: RegistrationServices): Promise<Screen> {
  const mailbox = await services.mailbox.current()
  if (mailbox === null) return { phase: 'signed_out', isExpired: false }
  const reply = await services.register.mine()
  if (reply.outcome === 'answered') return { phase: 'ready', mailbox, registrations: reply.value }
  return reply.outcome === 'signed_out' ? { phase: 'signed_out', isExpired: true } : { phase: 'failed' }
}

interface Props {
  services: RegistrationServices
  /** The code that the address carried, from a mail; null where it carried none. */
  carried: MailboxCode | null
}

export function MyPage({ services, carried }: Props) {
  const [code, setCode] = useState(carried)
  const [screen, setScreen] = useState<Screen>({ phase: 'loading' })
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` counts the wishes to load again
  useEffect(() => {
    let isStale = false
    void loadMine(services)
      .catch((): Screen => ({ phase: 'failed' }))
      .then((loaded) => isStale || setScreen(loaded))
    return () => {
      isStale = true
    }
  }, [services, asked])
  const reload = () => setAsked((count) => count + 1)

  async function signOut() {
    await services.leave().catch(() => undefined)
    setScreen({ phase: 'signed_out', isExpired: false })
  }

  if (code !== null)
    return (
      <ProveMailbox
        code={code}
        gateway={services.ownMailbox}
        onLeave={() => {
          setCode(null)
          reload()
        }}
      />
    )
  switch (screen.phase) {
    case 'loading':
      return <MySkeleton />
    case 'signed_out':
      return (
        <div className="registration">
          <h1>我的登记</h1>
          {screen.isExpired ? <p className="notice notice-warn">登录已过期，请再验证一次邮箱。</p> : null}
          <MailboxProof
            mailbox={services.mailbox}
            known={null}
            typed={typed}
            onTyped={setTyped}
            onProven={() => {
              setScreen({ phase: 'loading' })
              reload()
            }}
            why={<p className="lead">用填报时的邮箱登录。我们发一个六位验证码，不用密码。</p>}
          />
        </div>
      )
    case 'failed':
      return (
        <div className="registration">
          <h1>我的登记</h1>
          <p className="notice notice-bad" role="alert">
            没有取到您的登记，可能是网络断开了。登记本身没有变化。
          </p>
          <p>
            <button
              type="button"
              className="button"
              onClick={() => {
                setScreen({ phase: 'loading' })
                reload()
              }}
            >
              再试一次
            </button>
          </p>
        </div>
      )
    case 'ready':
      return (
        <MyRegistrations
          mailbox={screen.mailbox}
          registrations={screen.registrations}
          services={services}
          onReload={reload}
          onSignOut={signOut}
        />
      )
  }
}

export function MySkeleton() {
  return (
    <div className="registration" aria-busy="true">
      <h1>我的登记</h1>
      <p role="status">正在取您的登记…</p>
      <div className="skeleton skeleton-card" />
      <div className="skeleton skeleton-card" />
    </div>
  )
}
