/** Seen only where the clipboard can be written, its place kept free meanwhile; says so on the button itself, which is a live region meanwhile. */
class CopyText extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button')
    if (button === null || navigator.clipboard === undefined) return
    this.dataset.ready = ''
    button.addEventListener('click', () => this.copy(button))
  }

  async copy(button: HTMLButtonElement) {
    button.setAttribute('aria-live', 'polite')
    try {
      await navigator.clipboard.writeText(this.dataset.text ?? '')
      button.textContent = '已复制'
    } catch {
      button.textContent = '复制不了，请长按选择'
    }
    button.removeAttribute('aria-label')
  }
}

customElements.define('copy-text', CopyText)
