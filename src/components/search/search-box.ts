import { isOfInputMethod } from '../../lib/form/composition.ts'
import { namesClient } from '../../lib/search/client/names-client.ts'
import { hitAddress, searchAddress } from '../../lib/search/client/search-address.ts'
import type { NameHit, NamesAnswer } from '../../lib/search/index/names-answer.ts'
import { element } from '../site/element.ts'
import { hitContent } from './hit-content.ts'

const SHOWN = 8
/** Enter waits this long for an answer that is on its way, then the form is simply sent. */
const PATIENCE_MS = 600

/**
 * The search box: a plain form that works without script, here made an ARIA combobox over the names index. The index is
 * fetched at the first focus; only the newest query is ever shown.
 */
class SearchBox extends HTMLElement {
  #form: HTMLFormElement | null = null
  #input: HTMLInputElement | null = null
  #popup: HTMLElement | null = null
  #list: HTMLElement | null = null
  #note: HTMLElement | null = null
  #status: HTMLElement | null = null
  #active = -1
  #frame = 0
  #isComposing = false
  #answered: { query: string; answer: NamesAnswer } | null = null
  #isLeaving = false

  connectedCallback(): void {
    this.#form = this.querySelector('form')
    this.#input = this.querySelector('input')
    this.#popup = this.querySelector('.search-popup')
    this.#list = this.querySelector('[role=listbox]')
    this.#note = this.querySelector('.search-note')
    this.#status = this.querySelector('[role=status]')
    const input = this.#input
    if (input === null) return
    input.setAttribute('role', 'combobox')
    input.setAttribute('aria-autocomplete', 'list')
    input.setAttribute('aria-expanded', 'false')
    input.setAttribute('aria-controls', this.#list?.id ?? '')
    this.#form?.addEventListener('pointerdown', () => namesClient.warmUp())
    input.addEventListener('focus', () => this.#onFocus())
    input.addEventListener('blur', () => this.#close())
    input.addEventListener('input', () => this.#schedule())
    input.addEventListener('compositionstart', () => {
      this.#isComposing = true
    })
    input.addEventListener('compositionend', () => {
      this.#isComposing = false
      this.#schedule()
    })
    input.addEventListener('keydown', (event) => this.#onKey(event))
    this.#form?.addEventListener('submit', (event) => this.#onSubmit(event))
    // The press must not take the focus from the field, or the popup closes before the click arrives.
    this.#popup?.addEventListener('pointerdown', (event) => event.preventDefault())
    this.#popup?.addEventListener('mousedown', (event) => event.preventDefault())
    this.#list?.addEventListener('click', (event) => this.#onClick(event))
    document.addEventListener('keydown', this.#onSlash)
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#onSlash)
  }

  get #query(): string {
    return this.#input?.value.trim() ?? ''
  }

  #onSlash = (event: KeyboardEvent): void => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const { target } = event
    if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]')) return
    event.preventDefault()
    this.#input?.focus()
    this.#input?.select()
  }

  #onFocus(): void {
    namesClient.warmUp()
    if (this.#query !== '') this.#schedule()
  }

  #schedule(): void {
    if (this.#isComposing) return
    cancelAnimationFrame(this.#frame)
    this.#frame = requestAnimationFrame(() => this.#search())
  }

  #search(): void {
    const query = this.#query
    if (query === '') {
      this.#answered = null
      this.#close()
      return
    }
    this.#input?.setAttribute('aria-busy', 'true')
    namesClient.ask(query, { limit: SHOWN }, (answer) => this.#onAnswer(query, answer))
  }

  #onAnswer(query: string, answer: NamesAnswer | null): void {
    if (query !== this.#query) return
    if (answer === null) {
      this.#input?.removeAttribute('aria-busy')
      this.#show([], '名录索引暂时取不到，请检查网络后再试，或按回车查看按地区浏览的办法。')
      return
    }
    if (answer.complete) this.#input?.removeAttribute('aria-busy')
    this.#answered = { query, answer }
    this.dispatchEvent(new Event('answered'))
    if (document.activeElement !== this.#input || this.#isLeaving) return
    this.#show(answer.hits, noteOf(query, answer))
    this.#announce(answer)
  }

  /** What was chosen stays chosen where a fuller answer still lists it. */
  #show(hits: readonly NameHit[], note: string): void {
    const chosen = this.#options()[this.#active]?.dataset['address']
    const list = this.#list
    if (list === null || this.#popup === null || this.#note === null) return
    const options = hits.map((hit) => this.#option(hitAddress(hit), hitContent(hit)))
    const more = this.#option(searchAddress({ query: this.#query, filters: {} }), [
      element('span', 'hit-more', '查看全部结果，也可查公告和指南'),
    ])
    list.replaceChildren(...options, more)
    list.querySelectorAll('[role=option]').forEach((option, index) => {
      option.id = `${list.id}-${index}`
    })
    this.#note.textContent = note
    this.#note.hidden = note === ''
    this.#popup.hidden = false
    this.#input?.setAttribute('aria-expanded', 'true')
    this.#activate(
      chosen === undefined ? -1 : this.#options().findIndex(({ dataset }) => dataset['address'] === chosen),
    )
  }

  #option(address: string, content: HTMLElement[]): HTMLElement {
    const option = element('div', 'hit', ...content)
    option.setAttribute('role', 'option')
    option.setAttribute('aria-selected', 'false')
    option.dataset['address'] = address
    return option
  }

  #announce(answer: NamesAnswer): void {
    if (this.#status === null) return
    this.#status.textContent =
      answer.total === 0
        ? '没有找到'
        : `${answer.isGuess ? '没有这样的名称，相近的' : ''}找到 ${answer.total} 个，列出 ${answer.hits.length} 个，用上下箭头选择`
  }

  #close(): void {
    cancelAnimationFrame(this.#frame)
    if (this.#popup !== null) this.#popup.hidden = true
    this.#input?.setAttribute('aria-expanded', 'false')
    this.#activate(-1)
  }

  get #isOpen(): boolean {
    return this.#popup?.hidden === false
  }

  #options(): HTMLElement[] {
    return [...(this.#list?.querySelectorAll<HTMLElement>('[role=option]') ?? [])]
  }

  #activate(index: number): void {
    this.#active = index
    this.#options().forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === index))
    })
    const active = this.#options()[index]
    if (active === undefined) {
      this.#input?.removeAttribute('aria-activedescendant')
      return
    }
    this.#input?.setAttribute('aria-activedescendant', active.id)
    active.scrollIntoView({ block: 'nearest' })
  }

  #onKey(event: KeyboardEvent): void {
    if (isOfInputMethod(event) || this.#isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && this.#query !== '') {
      event.preventDefault()
      if (!this.#isOpen) this.#schedule()
      else this.#move(step)
    } else if (event.key === 'Escape' && this.#isOpen) {
      event.preventDefault()
      this.#close()
    } else if (event.key === 'Enter' && this.#isOpen) {
      const address = this.#options()[this.#active]?.dataset['address']
      if (address === undefined) return
      event.preventDefault()
      this.#leave(address)
    }
  }

  /** Past either end the selection returns to the field itself. */
  #move(step: number): void {
    const positions = this.#options().length + 1
    this.#activate(((this.#active + 1 + step + positions) % positions) - 1)
  }

  #onClick(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return
    const address = event.target.closest<HTMLElement>('[role=option]')?.dataset['address']
    if (address === undefined) return
    if (event.ctrlKey || event.metaKey) window.open(address, '_blank', 'noopener')
    else this.#leave(address)
  }

  /** A whole name typed opens its page (R024); everything else is sent as the form stands. */
  async #onSubmit(event: SubmitEvent): Promise<void> {
    const query = this.#query
    if (query === '') {
      event.preventDefault()
      this.#input?.focus()
      return
    }
    event.preventDefault()
    this.#isLeaving = true
    const answer = await this.#answerTo(query)
    const { exact } = answer ?? { exact: null }
    this.#leave(exact === null ? searchAddress({ query, filters: {} }) : hitAddress(exact))
  }

  #answerTo(query: string): Promise<NamesAnswer | null> {
    const current = (): NamesAnswer | null => (this.#answered?.query === query ? this.#answered.answer : null)
    if (current()?.complete) return Promise.resolve(current())
    this.#search()
    return new Promise((resolve) => {
      const settle = (): void => {
        if (current()?.complete || current()?.exact) resolve(current())
      }
      this.addEventListener('answered', settle)
      setTimeout(() => resolve(current()), PATIENCE_MS)
    })
  }

  #leave(address: string): void {
    this.#close()
    window.location.assign(address)
    this.#isLeaving = false
  }
}

function noteOf(query: string, answer: NamesAnswer): string {
  if (answer.hits.length > 0) return answer.isGuess ? '您是不是要找' : ''
  if (!answer.complete) return '正在查找……'
  return `没有找到名称像「${query}」的组织。可以换一种写法，比如简称、拼音或所在地区。`
}

customElements.define('search-box', SearchBox)
