import '../../lib/session/without-eval.ts'
import { createRoot } from 'react-dom/client'
import { functionsBundle } from '../../lib/bundle/bundle-gateway.ts'
import { isLinkOfAnotherPage, takeBundle } from '../../lib/bundle/kept-bundle.ts'
import { browserReader } from '../../lib/credential/reader.ts'
import { browserFunctions } from '../../lib/session/browser-functions.ts'
import { tabStorage } from '../../lib/session/tab-storage.ts'
import { addressBar, keepNoPage } from '../credential/browser-tab.ts'
import { BundlePage } from './BundlePage.tsx'

/** False where neither the address nor the tab has a bundle: then the place is free for a single credential. */
export function mountBundle(place: HTMLElement): boolean {
  const link = takeBundle(addressBar(), tabStorage())
  window.addEventListener('hashchange', (event) => {
    if (!isLinkOfAnotherPage(window.location.hash, link !== null)) return
    event.stopImmediatePropagation()
    window.location.reload()
  })
  if (link === null) return false
  keepNoPage()
  createRoot(place).render(
    <BundlePage link={link} gateway={functionsBundle(browserFunctions)} reader={browserReader} />,
  )
  return true
}
