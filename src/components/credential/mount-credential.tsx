import '../../lib/session/without-eval.ts'
import { createRoot } from 'react-dom/client'
import { functionsGateway } from '../../lib/credential/credential-gateway.ts'
import { browserReader } from '../../lib/credential/reader.ts'
import { browserFunctions } from '../../lib/session/browser-functions.ts'
import { tabStorage } from '../../lib/session/tab-storage.ts'
import { keepNoPage } from './browser-tab.ts'
import { CredentialPage } from './CredentialPage.tsx'

export function mountCredential(place: HTMLElement): void {
  keepNoPage()
  createRoot(place).render(
    <CredentialPage
      storage={tabStorage()}
      gateway={functionsGateway(browserFunctions)}
      reader={browserReader}
    />,
  )
}
