import '../../lib/session/without-eval.ts'
import { createRoot } from 'react-dom/client'
import { MyPage } from './MyPage.tsx'
import { browserServices } from './registration-services.ts'

const place = document.getElementById('my')
if (place !== null) createRoot(place).render(<MyPage services={browserServices()} />)
