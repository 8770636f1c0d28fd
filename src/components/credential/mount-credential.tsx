import '../../lib/session/without-eval.ts'
import { createRoot } from 'react-dom/client'
import { functionsBundle } from '../../lib/bundle/bundle-gateway.ts'
import { takeBundle } from '../../lib/bundle/kept-bundle.ts'
import { functionsGateway } from '../../lib/credential/credential-gateway.ts'
import { readerNonce } from '../../lib/credential/reader.ts'
import { createFunctionCall } from '../../lib/session/function-call.ts'
import { browserStorage, tabStorage } from '../../lib/session/tab-storage.ts'
import { BundlePage } from '../bundle/BundlePage.tsx'
import { CredentialPage } from './CredentialPage.tsx'

const { PUBLIC_SUPABASE_URL, PUBLIC_SUPABASE_PUBLISHABLE_KEY } = import.meta.env

const post = (address: string, order: RequestInit) => fetch(address, order)
const reader = () => readerNonce(browserStorage(), (bytes) => crypto.getRandomValues(bytes))

const place = document.getElementById('credential')
if (place !== null) {
  const storage = tabStorage()
  const bundle = takeBundle(
    {
      fragment: window.location.hash,
      clear: () => window.history.replaceState(null, '', window.location.pathname),
    },
    storage,
  )
  createRoot(place).render(
    bundle === null ? (
      <CredentialPage
        storage={storage}
        gateway={functionsGateway(PUBLIC_SUPABASE_URL, PUBLIC_SUPABASE_PUBLISHABLE_KEY, post)}
        reader={reader}
      />
    ) : (
      <BundlePage
        link={bundle}
        gateway={functionsBundle(
          createFunctionCall(PUBLIC_SUPABASE_URL, PUBLIC_SUPABASE_PUBLISHABLE_KEY, post),
        )}
        reader={reader}
      />
    ),
  )
}

/** A page that the browser kept whole would show the password again on the way back. */
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})
