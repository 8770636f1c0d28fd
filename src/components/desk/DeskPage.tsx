import { useCallback, useEffect, useRef, useState } from 'react'
import type { Desk, DeskBundle, TaskKind } from '#contracts/desk.ts'
import { addressOfKind, deskRefusal, kindInAddress } from '../../lib/desk/troubles/desk-words.ts'
import { MailboxProof } from '../session/MailboxProof.tsx'
import { DeskBoard } from './DeskBoard.tsx'
import type { DeskServices } from './kit/desk-services.ts'

type Screen =
  | { phase: 'loading' }
  | { phase: 'signed_out'; isExpired: boolean }
  | { phase: 'closed'; sentence: string }
  | { phase: 'ready'; mailbox: string; desk: Desk; bundles: DeskBundle[] }

async function load({ mailbox, desk }: DeskServices, kind: TaskKind | null): Promise<Screen> {
  const known = await mailbox.current()
  if (known === null) return { phase: 'signed_out', isExpired: false }
  const [tasks, bundles] = await Promise.all([desk.tasks(kind, null), desk.bundles()])
  for (const reply of [tasks, bundles])
    if (reply.outcome !== 'answered')
      return reply.outcome === 'signed_out'
        ? { phase: 'signed_out', isExpired: true }
        : { phase: 'closed', sentence: deskRefusal(reply) }
  if (tasks.outcome !== 'answered' || bundles.outcome !== 'answered') return { phase: 'loading' }
  return { phase: 'ready', mailbox: known, desk: tasks.value, bundles: bundles.value }
}

export function DeskPage({ services }: { services: DeskServices }) {
  const [screen, setScreen] = useState<Screen>({ phase: 'loading' })
  const [kind, setKind] = useState(() => kindInAddress(window.location.search))
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState(0)
  /** Counts what was loaded, so that an answer that was overtaken is dropped. */
  const loads = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` counts the wishes to load again
  useEffect(() => {
    let isStale = false
    loads.current += 1
    void load(services, kind)
      .catch((): Screen => ({ phase: 'closed', sentence: deskRefusal({ outcome: 'unreachable' }) }))
      .then((loaded) => isStale || setScreen(loaded))
    return () => {
      isStale = true
    }
  }, [services, kind, asked])
  useEffect(() => {
    const follow = () => setKind(kindInAddress(window.location.search))
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [])
  const reload = () => setAsked((count) => count + 1)
  /** In the background: what does not come leaves the screen as it stands, with what is typed in it. */
  const refresh = useCallback(async () => {
    const asked = loads.current
    const loaded = await load(services, kind).catch(() => null)
    if (loaded?.phase === 'ready' && loads.current === asked)
      setScreen((shown) => (shown.phase === 'ready' ? loaded : shown))
  }, [services, kind])

  function choose(next: TaskKind | null) {
    window.history.pushState(null, '', addressOfKind(next))
    setKind(next)
  }
  async function signOut() {
    await services.mailbox.signOut().catch(() => undefined)
    setScreen({ phase: 'signed_out', isExpired: false })
  }

  switch (screen.phase) {
    case 'loading':
      return (
        <div className="registration" aria-busy="true">
          <h1>督导台</h1>
          <p role="status">正在取您督导的单位…</p>
          <div className="skeleton skeleton-card" />
        </div>
      )
    case 'signed_out':
      return (
        <div className="registration">
          <h1>督导台</h1>
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
            why={<p className="lead">用督导人员的邮箱登录。我们发一个六位验证码，不用密码。</p>}
          />
        </div>
      )
    case 'closed':
      return (
        <div className="registration">
          <h1>督导台</h1>
          <p className="notice notice-bad" role="alert">
            {screen.sentence}
          </p>
          <div className="form-actions">
            <button type="button" className="button" onClick={reload}>
              再试一次
            </button>
            <button type="button" className="link-button" onClick={() => void signOut()}>
              换一个邮箱登录
            </button>
          </div>
        </div>
      )
    case 'ready':
      return (
        <DeskBoard
          mailbox={screen.mailbox}
          desk={screen.desk}
          bundles={screen.bundles}
          kind={kind}
          gateway={services.desk}
          onKind={choose}
          onReload={reload}
          onRefresh={refresh}
          onSignOut={() => void signOut()}
        />
      )
  }
}
