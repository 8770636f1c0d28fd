import { namesClient } from '../../lib/search/client/names-client.ts'
import { type ProseHit, searchProse } from '../../lib/search/client/prose.ts'
import {
  hitAddress,
  readSearchState,
  type SearchState,
  searchAddress,
} from '../../lib/search/client/search-address.ts'
import type { NameHit, NamesAnswer } from '../../lib/search/index/names-answer.ts'
import { isUnfiltered } from '../../lib/search/match/names-filter.ts'
import { element } from '../site/element.ts'
import { hitContent } from './hit-content.ts'

const STEP = 50
const PROSE_SHOWN = 20
const FILTERS = ['kind', 'level', 'province', 'platform', 'official'] as const

/** The whole list for what the address says; filters change the address, and the back button undoes them. */
class SearchResults extends HTMLElement {
  #limit = STEP
  #state: SearchState = { query: '', filters: {} }

  connectedCallback(): void {
    this.hidden = false
    this.#filters().forEach((field) => {
      field.addEventListener('change', () => this.#onFilter())
    })
    this.querySelector('.more')?.addEventListener('click', () => {
      this.#limit += STEP
      this.#askNames()
    })
    this.querySelector('.ask-prose')?.addEventListener('click', () => {
      this.#go({ ...this.#state, prose: this.#state.prose !== true })
    })
    window.addEventListener('popstate', () => this.#read())
    this.#read()
  }

  #filters(): (HTMLSelectElement | HTMLInputElement)[] {
    return [...this.querySelectorAll<HTMLSelectElement | HTMLInputElement>('.filters select, .filters input')]
  }

  #read(): void {
    this.#state = readSearchState(window.location.search)
    this.#limit = STEP
    const { query, filters } = this.#state
    const values = {
      kind: filters.kinds?.[0] ?? '',
      level: String(filters.levels?.[0] ?? ''),
      province: filters.province ?? '',
      platform: filters.platform ?? '',
      official: '1',
    }
    for (const field of this.#filters()) {
      const name = FILTERS.find((each) => each === field.name)
      if (name === undefined) continue
      if (field instanceof HTMLInputElement) field.checked = filters.official === true
      else field.value = values[name]
    }
    const box = document.querySelector<HTMLInputElement>('search-box input')
    if (box !== null && document.activeElement !== box) box.value = query
    if (query !== '') document.title = `${query} · ${document.title.replace(/^.* · (?=查找)/, '')}`
    this.#askNames()
    this.#askProse()
  }

  #onFilter(): void {
    const given = new URLSearchParams({ q: this.#state.query })
    for (const field of this.#filters()) {
      if (field instanceof HTMLInputElement ? field.checked : field.value !== '')
        given.set(field.name, field.value)
    }
    this.#go({ ...readSearchState(given.toString()), prose: this.#state.prose === true })
  }

  #go(state: SearchState): void {
    window.history.pushState(null, '', searchAddress(state))
    this.#read()
  }

  #askNames(): void {
    const { query, filters } = this.#state
    if (query === '' && isUnfiltered(filters)) {
      this.#show('.names', [], '输入学校、团委或地区的名称，结果会列在这里。')
      return
    }
    this.querySelector('.names')?.setAttribute('aria-busy', 'true')
    namesClient.ask(query, { limit: this.#limit, filters }, (answer) => this.#onNames(answer))
  }

  #onNames(answer: NamesAnswer | null): void {
    if (answer === null) {
      this.#show('.names', [], '名录索引暂时取不到。请检查网络后刷新，或按地区浏览。')
      return
    }
    const note = answer.complete
      ? '没有找到这样的组织。可以换一种写法，比如简称、拼音或所在地区，或按地区浏览。'
      : '正在查找……'
    this.#show('.names', answer.hits.map(nameRow), answer.hits.length === 0 ? note : countInWords(answer))
    if (!answer.complete) this.querySelector('.names')?.setAttribute('aria-busy', 'true')
    const more = this.querySelector<HTMLElement>('.more')
    if (more !== null) more.hidden = answer.hits.length < this.#limit || answer.hits.length >= answer.total
  }

  async #askProse(): Promise<void> {
    const { query, prose = false } = this.#state
    const section = this.querySelector<HTMLElement>('.prose-hits')
    const list = this.querySelector<HTMLElement>('#prose-list')
    if (section === null || list === null) return
    section.hidden = query === ''
    list.hidden = !prose
    this.querySelector('.ask-prose')?.setAttribute('aria-expanded', String(prose))
    if (query === '' || !prose) return
    const isCurrent = (): boolean => this.#state.query === query && this.#state.prose === true
    try {
      const { hits, total } = await searchProse(query, PROSE_SHOWN)
      const note = total === 0 ? '公告和指南中没有提到。' : `找到 ${total} 篇。`
      if (isCurrent()) this.#show('.prose-hits', hits.map(proseRow), note)
    } catch {
      if (isCurrent()) this.#show('.prose-hits', [], '公告和指南的索引暂时取不到，请稍后再试。')
    }
  }

  #show(section: string, rows: HTMLElement[], note: string): void {
    const place = this.querySelector(section)
    place?.removeAttribute('aria-busy')
    place?.querySelector('ol')?.replaceChildren(...rows)
    const line = place?.querySelector('.tally')
    if (line) line.textContent = note
  }
}

function countInWords({ total, hits, complete, isGuess }: NamesAnswer): string {
  if (isGuess && complete) return '没有这样的名称。您是不是要找'
  const shown = hits.length < total ? `，先列出 ${hits.length} 个` : ''
  return `找到 ${total} 个${shown}。${complete ? '' : '还在查找更多……'}`
}

function nameRow(hit: NameHit): HTMLElement {
  const link = element('a', 'hit', ...hitContent(hit))
  link.setAttribute('href', hitAddress(hit))
  return element('li', '', link)
}

function proseRow({ address, title, excerpt }: ProseHit): HTMLElement {
  const link = element('a', 'hit-name', title)
  link.setAttribute('href', address)
  const text = excerpt.map((piece) => (piece.isMatch ? element('mark', '', piece.text) : piece.text))
  return element('li', 'prose-row', link, element('p', 'hit-facts', ...text))
}

customElements.define('search-results', SearchResults)
