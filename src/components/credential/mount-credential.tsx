import '../../lib/session/without-eval.ts'
import { createRoot } from 'react-dom/client'
import { functionsGateway } from '../../lib/credential/credential-gateway.ts'
import { readerNonce } from '../../lib/credential/reader.ts'
import { browserStorage, tabStorage } from '../../lib/session/tab-storage.ts'
import { CredentialPage } from './CredentialPage.tsx'

const { PUBLIC_SUPABASE_URL, PUBLIC_SUPABASE_PUBLISHABLE_KEY } = import.meta.env

const place = document.getElementById('credential')
if (place !== null) {
  const storage = tabStorage()
  createRoot(place).render(
    <CredentialPage
      storage={storage}
      gateway={functionsGateway(PUBLIC_SUPABASE_URL, PUBLIC_SUPABASE_PUBLISHABLE_KEY, (address, order) =>
        fetch(address, order),
      )}
      reader={() => readerNonce(browserStorage(), (bytes) => crypto.getRandomValues(bytes))}
    />,
  )
}

/** A page that the browser kept whole would show the password again on the way back. */
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})
