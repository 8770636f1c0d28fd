import { copyText } from './copy-text.ts'

/** Buttons with `data-copy` (a text) or `data-qr` (an address), hidden where nothing would answer the press: without script. */

async function copy(button: HTMLElement, text: string): Promise<void> {
  // The words of the button are what a screen reader hears, so its label must not cover them.
  button.setAttribute('aria-live', 'polite')
  button.removeAttribute('aria-label')
  button.textContent = (await copyText(text)) ? '已复制' : '复制不了，请长按选择'
}

async function showCode(button: HTMLElement, address: string): Promise<void> {
  const { openQrDialog } = await import('./qr-dialog.ts')
  openQrDialog(address, button.dataset['name'] ?? '')
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy], [data-qr]') : null
  const { copy: text, qr: address } = button?.dataset ?? {}
  if (button === null) return
  if (text !== undefined) void copy(button, text)
  if (address !== undefined) void showCode(button, address)
})
document.documentElement.classList.add('has-acts')
if ('showModal' in document.createElement('dialog')) document.documentElement.classList.add('has-dialogs')
