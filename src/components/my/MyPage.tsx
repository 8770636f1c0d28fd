import { useCallback, useState } from 'react'
import type { MailboxCode } from '#contracts/contact/mailbox.ts'
import type { OwnRegistrations } from '../../lib/registration/register-gateway.ts'
import type { Reply } from '../../lib/session/reply.ts'
import { whenSignedIn } from '../../lib/session/signed-in.ts'
import type { RegistrationServices } from '../registration/registration-services.ts'
import { NotLoaded } from '../session/NotLoaded.tsx'
import { SignedIn } from '../session/SignedIn.tsx'
import { Waiting } from '../session/Waiting.tsx'
import { Erased, EraseMe } from './EraseMe.tsx'
import { MyRegistrations } from './MyRegistrations.tsx'
import { ProveMailbox } from './ProveMailbox.tsx'

const HEADING = '我的登记'

interface Mine {
  email: string
  registrations: OwnRegistrations
}

interface Props {
  services: RegistrationServices
  /** The code that the address carried, from a mail; null where it carried none. */
  carried: MailboxCode | null
}

export function MyPage({ services, carried }: Props) {
  const [code, setCode] = useState(carried)
  const [erasure, setErasure] = useState<'none' | 'read' | 'done'>('none')
  const load = useCallback(
    () =>
      whenSignedIn(services.mailbox, async (email): Promise<Reply<Mine>> => {
        const reply = await services.register.mine()
        return reply.outcome === 'answered'
          ? { outcome: 'answered', value: { email, registrations: reply.value } }
          : reply
      }),
    [services],
  )

  if (code !== null)
    return <ProveMailbox code={code} gateway={services.ownMailbox} onLeave={() => setCode(null)} />
  if (erasure === 'done') return <Erased />
  return (
    <SignedIn
      mailbox={services.mailbox}
      heading={HEADING}
      why={<p className="lead">用填报时的邮箱登录。我们发一个六位验证码，不用密码。</p>}
      load={load}
      leave={services.leave}
      waiting={
        <Waiting heading={HEADING} sentence="正在取您的登记…">
          <div className="skeleton skeleton-card" />
          <div className="skeleton skeleton-card" />
        </Waiting>
      }
      failed={(_, { reload }) => (
        <NotLoaded
          heading={HEADING}
          sentence="没有取到您的登记，可能是网络断开了。登记本身没有变化。"
          onRetry={reload}
        />
      )}
    >
      {({ email, registrations }, { reload, signOut }) =>
        erasure === 'read' ? (
          <EraseMe
            mailbox={email}
            gateway={services.erasure}
            onErased={() => {
              setErasure('done')
              // The login is gone, so Auth may well not know it any more.
              void services.leave().catch(() => undefined)
            }}
            onLeave={() => setErasure('none')}
          />
        ) : (
          <MyRegistrations
            mailbox={email}
            registrations={registrations}
            services={services}
            onReload={reload}
            onSignOut={() => void signOut()}
            onErase={() => setErasure('read')}
          />
        )
      }
    </SignedIn>
  )
}
