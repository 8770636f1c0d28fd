import '../../lib/session/without-eval.ts'
import { createRoot } from 'react-dom/client'
import { DeskPage } from './DeskPage.tsx'
import { browserDesk } from './kit/desk-services.ts'

const place = document.getElementById('desk')
if (place !== null) createRoot(place).render(<DeskPage services={browserDesk()} />)
