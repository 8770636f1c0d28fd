import { useCallback, useEffect, useState } from 'react'
import type { TaskKind } from '#contracts/desk/task.ts'
import { addressOfKind, kindInAddress } from '../../lib/desk/desk-address.ts'
import { loadDesk } from '../../lib/desk/desk-opening.ts'
import { DESK_LOST_WORDS } from '../../lib/desk/desk-refusal.ts'
import { refusalSentence } from '../../lib/form/refusal.ts'
import { NotLoaded } from '../session/NotLoaded.tsx'
import { SignedIn } from '../session/SignedIn.tsx'
import { Waiting } from '../session/Waiting.tsx'
import { DeskBoard } from './DeskBoard.tsx'
import type { DeskServices } from './kit/desk-services.ts'

const HEADING = '督导台'

export function DeskPage({ services: { mailbox, desk } }: { services: DeskServices }) {
  const [kind, setKind] = useState(() => kindInAddress(window.location.search))
  useEffect(() => {
    const follow = () => setKind(kindInAddress(window.location.search))
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [])
  const load = useCallback(() => loadDesk(mailbox, desk, kind), [mailbox, desk, kind])

  function choose(next: TaskKind | null) {
    window.history.pushState(null, '', addressOfKind(next))
    setKind(next)
  }

  return (
    <SignedIn
      mailbox={mailbox}
      heading={HEADING}
      why={<p className="lead">用督导人员的邮箱登录。我们发一个六位验证码，不用密码。</p>}
      load={load}
      leave={mailbox.signOut}
      waiting={
        <Waiting heading={HEADING} sentence="正在取您督导的单位…">
          <div className="skeleton skeleton-card" />
        </Waiting>
      }
      failed={(failure, { reload, signOut }) => (
        <NotLoaded heading={HEADING} sentence={refusalSentence(failure, DESK_LOST_WORDS)} onRetry={reload}>
          <button type="button" className="link-button" onClick={() => void signOut()}>
            换一个邮箱登录
          </button>
        </NotLoaded>
      )}
    >
      {(opened, { reload, refresh, signOut }) => (
        <DeskBoard
          mailbox={opened.email}
          desk={opened.desk}
          bundles={opened.bundles}
          kind={kind}
          gateway={desk}
          onKind={choose}
          onReload={reload}
          onRefresh={refresh}
          onSignOut={() => void signOut()}
        />
      )}
    </SignedIn>
  )
}
