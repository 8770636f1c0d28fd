import { useEffect, useReducer, useRef, useState } from 'react'
import type { CredentialGateway } from '../../lib/credential/credential-gateway.ts'
import { advance, type CredentialScreen, startScreen } from '../../lib/credential/credential-screen.ts'
import {
  type Item,
  keepChecklist,
  keptChecklist,
  missingItems,
  toggled,
} from '../../lib/credential/kept-checklist.ts'
import { NO_LINK, refusalWords } from '../../lib/credential/refusal-words.ts'
import { takeLink } from '../../lib/credential/taken-link.ts'
import type { TabStorage } from '../../lib/session/tab-storage.ts'
import { addressBar } from './browser-tab.ts'
import { ConfirmedScreen } from './ConfirmedScreen.tsx'
import { OpenedScreen } from './OpenedScreen.tsx'
import { ReadyScreen } from './ReadyScreen.tsx'
import { RefusedScreen } from './RefusedScreen.tsx'

interface Props {
  storage: TabStorage
  gateway: CredentialGateway
  /** The nonce of this browser. */
  reader: () => string
}

const takeFromAddressBar = (storage: TabStorage) => takeLink(addressBar(), storage)

const MISSING = '请先登录平台并修改密码，勾选前两项后再确认'

export function CredentialPage({ storage, gateway, reader }: Props) {
  const [screen, dispatch] = useReducer(advance, storage, (tab) => startScreen(takeFromAddressBar(tab)))
  const link = 'link' in screen ? screen.link : null
  const [ticked, setTicked] = useState<Item[]>([])
  useEffect(() => setTicked(link === null ? [] : keptChecklist(storage, link.credential)), [link, storage])
  useEffect(() => {
    const take = () => {
      if (window.location.hash !== '') dispatch({ type: 'link_taken', link: takeFromAddressBar(storage) })
    }
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [storage])

  async function open() {
    if (screen.phase !== 'ready') return
    dispatch({ type: 'open_pressed' })
    dispatch({ type: 'open_answered', reply: await gateway.open(screen.link, reader()) })
  }

  async function confirm() {
    if (screen.phase !== 'opened') return
    if (missingItems(ticked).length > 0) return dispatch({ type: 'confirm_refused', message: MISSING })
    dispatch({ type: 'confirm_pressed' })
    dispatch({ type: 'confirm_answered', reply: await gateway.confirm(screen.link, ticked) })
  }

  function tick(item: Item) {
    const next = toggled(ticked, item)
    setTicked(next)
    if (link !== null) keepChecklist(storage, link.credential, next)
  }

  return (
    <div className="registration credential">
      <ScreenHeading screen={screen} />
      {(() => {
        switch (screen.phase) {
          case 'no_link':
            return <RefusedScreen words={NO_LINK} />
          case 'ready':
          case 'opening':
            return (
              <ReadyScreen
                trouble={screen.phase === 'ready' ? screen.trouble : null}
                isOpening={screen.phase === 'opening'}
                onOpen={open}
              />
            )
          case 'opened':
          case 'confirming':
            return (
              <OpenedScreen
                credential={screen.credential}
                ticked={ticked}
                trouble={screen.phase === 'opened' ? screen.trouble : null}
                isConfirming={screen.phase === 'confirming'}
                onTick={tick}
                onConfirm={confirm}
              />
            )
          case 'confirmed':
            return <ConfirmedScreen activation={screen.activation} />
          case 'refused':
            return (
              <RefusedScreen
                words={refusalWords(screen.refusal)}
                onRetry={() => dispatch({ type: 'link_taken', link: screen.link })}
                onOpenedByMe={() => dispatch({ type: 'opened_by_me' })}
              />
            )
        }
      })()}
    </div>
  )
}

function headingOf(screen: CredentialScreen): string {
  switch (screen.phase) {
    case 'no_link':
      return NO_LINK.heading
    case 'ready':
    case 'opening':
      return '打开账号凭据'
    case 'opened':
    case 'confirming':
      return screen.credential === null ? '确认账号已启用' : '账号凭据'
    case 'confirmed':
      return '账号已启用'
    case 'refused':
      return refusalWords(screen.refusal).heading
  }
}

/** The one h1: a new screen gives it the focus, the first one leaves the focus alone. */
function ScreenHeading({ screen }: { screen: CredentialScreen }) {
  const words = headingOf(screen)
  const heading = useRef<HTMLHeadingElement>(null)
  const first = useRef(words)
  useEffect(() => {
    document.title = words
    if (words !== first.current) heading.current?.focus()
    first.current = ''
  }, [words])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {words}
    </h1>
  )
}
