import { useState } from 'react'
import type { OwnRegistrations } from '../../lib/registration/register-gateway.ts'
import { type Outcome, Told } from '../form/Told.tsx'
import type { RegistrationServices } from '../registration/registration-services.ts'
import { MyRegistrationCard } from './MyRegistrationCard.tsx'
import { Recovery } from './Recovery.tsx'

interface Props {
  mailbox: string
  registrations: OwnRegistrations
  services: RegistrationServices
  onReload: () => void
  onSignOut: () => void
  /** To the page that says what an erasure does. */
  onErase: () => void
}

export function MyRegistrations({ mailbox, registrations, services, onReload, onSignOut, onErase }: Props) {
  const [told, setTold] = useState<Outcome | null>(null)
  function tell(outcome: Outcome) {
    setTold(outcome)
    if (outcome.isDone) onReload()
  }
  return (
    <div className="registration my">
      <h1>我的登记</h1>
      <p className="my-mailbox">
        {mailbox}
        <button type="button" className="link-button" onClick={onSignOut}>
          退出登录
        </button>
      </p>
      <Told outcome={told} />
      {registrations.length === 0 ? (
        <section className="empty">
          <h2>还没有登记</h2>
          <p>您提交的登记会列在这里，能看到审核到哪一步、接下来做什么。</p>
          <p>
            <a className="button" href="/register">
              开始登记
            </a>
          </p>
        </section>
      ) : (
        <>
          <ul className="my-list">
            {registrations.map((registration) => (
              <li key={registration.id}>
                <MyRegistrationCard registration={registration} services={services} onActed={tell} />
              </li>
            ))}
          </ul>
          <p>
            <a href="/register">登记另一个单位</a>
          </p>
        </>
      )}
      <Recovery gateway={services.recovery} onActed={tell} />
      <section className="my-recovery" aria-labelledby="erasure">
        <h2 id="erasure">个人信息</h2>
        <p>不再做联系人、也不用留下任何登记的，可以删除全部个人信息。先看会删除什么，再决定。</p>
        <p>
          <button type="button" className="button-quiet" onClick={onErase}>
            删除我的个人信息…
          </button>
        </p>
      </section>
    </div>
  )
}
