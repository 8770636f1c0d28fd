import { addressWithFragment } from '../../lib/site/misplaced-fragment.ts'

const meant = addressWithFragment(window.location.pathname)
if (meant !== null) {
  // The secret leaves the path before anything else is asked for; the page then reads it where it reads it always.
  window.history.replaceState(null, '', meant)
  window.location.reload()
}
