import { pathOf, qrCode } from '../../lib/qr/qr-code.ts'

/** Modules of light around a code; without them phones do not find it. */
const QUIET = 4
const SVG = 'http://www.w3.org/2000/svg'

function picture(address: string): Element {
  const code = qrCode(address)
  if (code === null) {
    const words = document.createElement('p')
    words.textContent = '这个地址太长，做不成二维码，请复制地址。'
    return words
  }
  const side = code.length + 2 * QUIET
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', `${-QUIET} ${-QUIET} ${side} ${side}`)
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', `二维码，内容是 ${address}`)
  svg.setAttribute('shape-rendering', 'crispEdges')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', pathOf(code))
  svg.append(path)
  return svg
}

/** Shows the QR code of an address above the page, until it is closed by its button, by Escape or beside it. */
export function openQrDialog(address: string, name: string): void {
  const dialog = document.createElement('dialog')
  dialog.className = 'qr'
  dialog.setAttribute('aria-label', `${name}的二维码`)
  const title = document.createElement('p')
  title.textContent = name
  const words = document.createElement('p')
  words.className = 'qr-address'
  words.textContent = address
  const close = document.createElement('button')
  close.type = 'button'
  close.className = 'button'
  close.textContent = '关闭'
  close.addEventListener('click', () => dialog.close())
  dialog.append(title, picture(address), words, close)
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}
