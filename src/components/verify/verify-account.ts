import { type Answer, answerOf, type ReadFile } from '../../lib/verify/answer.ts'
import { readQuestion } from '../../lib/verify/question.ts'
import { foundContent, unknownContent, wordsContent } from './answer-content.ts'

const read: ReadFile = async (file) => {
  const answer = await fetch(`/${file}`)
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`)
  return answer.json()
}

/** Behind the `#`, which browsers keep to themselves: a link that is sent on tells the host nothing either. */
const addressOf = (text: string): string =>
  text === '' ? '/verify' : `/verify#q=${encodeURIComponent(text)}`

const questionIn = (part: string): string | null => new URLSearchParams(part.slice(1)).get('q')

/** The box of /verify: the question stands in the address, so an answer can be sent on; it is looked up in this browser. */
class VerifyAccount extends HTMLElement {
  #asked = 0

  connectedCallback(): void {
    const form = this.querySelector('form')
    form?.addEventListener('submit', (event) => {
      event.preventDefault()
      const text = this.#input?.value.trim() ?? ''
      window.history.pushState(null, '', addressOf(text))
      void this.#show(text, true)
    })
    form?.querySelector('button')?.removeAttribute('disabled')
    window.addEventListener('popstate', () => this.#readAddress())
    this.#readAddress()
  }

  get #input(): HTMLInputElement | null {
    return this.querySelector('input')
  }

  #readAddress(): void {
    const { hash, search } = window.location
    // Links of the past ask with `?q=`.
    const text = questionIn(hash) ?? questionIn(search) ?? ''
    if (this.#input) this.#input.value = text
    void this.#show(text, false)
  }

  async #show(text: string, isAsked: boolean): Promise<void> {
    this.#asked += 1
    const turn = this.#asked
    const content = await this.#contentOf(text, isAsked)
    // An earlier question may be answered later.
    if (turn !== this.#asked) return
    this.querySelector('[data-answer]')?.replaceChildren(...content)
  }

  async #contentOf(text: string, isAsked: boolean): Promise<Node[]> {
    const question = readQuestion(text)
    if (question.kind === 'empty') return isAsked ? wordsContent(question) : []
    if (!('names' in question)) return wordsContent(question)
    let answer: Answer
    try {
      answer = await answerOf(question, read)
    } catch {
      return wordsContent({ kind: 'unread' })
    }
    return answer.kind === 'found' ? foundContent(answer.entries) : unknownContent(question, answer.like)
  }
}

customElements.define('verify-account', VerifyAccount)
