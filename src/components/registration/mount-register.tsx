import '../../lib/session/without-eval.ts'
import { createRoot } from 'react-dom/client'
import { RegisterPage } from './RegisterPage.tsx'
import { browserServices } from './registration-services.ts'

const place = document.getElementById('register')
if (place !== null)
  createRoot(place).render(<RegisterPage services={browserServices()} query={window.location.search} />)
