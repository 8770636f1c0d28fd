import '../../lib/session/without-eval.ts'
import { createRoot } from 'react-dom/client'
import { parseMailboxCode } from '#contracts/contact/mailbox.ts'
import { browserServices } from '../registration/registration-services.ts'
import { MyPage } from './MyPage.tsx'

/** Taken out of the address at once, so that neither history nor a shared screen shows it. */
function carriedCode() {
  const code = parseMailboxCode(window.location.hash)
  if (code !== null) window.history.replaceState(null, '', window.location.pathname)
  return code
}

const place = document.getElementById('my')
if (place !== null) createRoot(place).render(<MyPage services={browserServices()} carried={carriedCode()} />)
