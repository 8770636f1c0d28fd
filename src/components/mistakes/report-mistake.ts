import {
  problemsOf,
  problemsOfReply,
  type ReportField,
  type ReportProblem,
  ReportReply,
  type ReportValues,
  reportOf,
  sendReport,
} from '../../lib/mistakes/report-form.ts'
import { browserFunctions } from '../../lib/session/browser-functions.ts'
import { organizationAddress } from '../../lib/site/addresses.ts'

/** The form of /report: says what is wrong beside the field and on top, and empties nothing until the report was kept. */
class ReportMistake extends HTMLElement {
  #isSending = false
  #ticket: Promise<string | null> | null = null

  connectedCallback(): void {
    const form = this.querySelector('form')
    if (form === null) return
    const code = new URLSearchParams(window.location.search).get('organization') ?? ''
    if (/^\d{6}$/.test(code)) this.#control('organization_code').value = code
    form.hidden = false
    // Who only looks at the page asks for nothing.
    form.addEventListener('input', () => this.#askForTicket(), { once: true })
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#send(form)
    })
  }

  #control(field: ReportField): HTMLInputElement {
    return this.#part(`#report-${field}`) as HTMLInputElement
  }

  #part(selector: string): HTMLElement {
    const part = this.querySelector<HTMLElement>(selector)
    if (part === null) throw new Error(`the form has no ${selector}`)
    return part
  }

  /** From the first thing that is typed on; null where none was to be had, and the report itself will ask. */
  #askForTicket(): Promise<string | null> {
    this.#ticket ??= browserFunctions('report-mistake', { ticket: null }, ReportReply).then((reply) =>
      reply.outcome === 'too_early' ? reply.ticket : null,
    )
    return this.#ticket
  }

  async #send(form: HTMLFormElement): Promise<void> {
    if (this.#isSending) return
    const data = new FormData(form)
    const text = (field: ReportField) => String(data.get(field) ?? '')
    const values: ReportValues = {
      organization_code: text('organization_code').normalize('NFKC').trim(),
      kind: text('kind'),
      said: text('said'),
      source: text('source'),
    }
    let problems = problemsOf(values)
    if (problems.length === 0) {
      this.#setSending(true)
      const left_empty = String(data.get('left_empty') ?? '')
      const reply = await sendReport(
        await this.#askForTicket(),
        (ticket) =>
          browserFunctions('report-mistake', { ...reportOf(values), ticket, left_empty }, ReportReply),
        (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      )
      problems = problemsOfReply(reply)
      this.#setSending(false)
    }
    this.#showProblems(problems)
    if (problems.length === 0) this.#showKept(form, values.organization_code)
  }

  #setSending(isSending: boolean): void {
    this.#isSending = isSending
    const button = this.#part('button')
    button.toggleAttribute('aria-disabled', isSending)
    if (isSending) button.setAttribute('aria-disabled', 'true')
    button.textContent = isSending ? '正在提交…' : '提交'
  }

  #showProblems(problems: readonly ReportProblem[]): void {
    for (const part of this.querySelectorAll<HTMLElement>('[data-field]')) {
      const field = part.dataset['field'] as ReportField
      this.#markField(part, field, problems.find((problem) => problem.field === field)?.words)
    }
    const summary = this.#part('[data-summary]')
    summary.hidden = problems.length === 0
    if (problems.length === 0) return
    const title = document.createElement('h2')
    title.textContent = problems.some(({ field }) => field !== null) ? '请修改下面的内容' : '还没有提交'
    const list = document.createElement('ul')
    for (const { field, words } of problems) {
      const item = list.appendChild(document.createElement('li'))
      if (field === null) item.textContent = words
      else {
        const link = item.appendChild(document.createElement('a'))
        link.href = `#report-${field}`
        link.textContent = words
      }
    }
    summary.replaceChildren(title, list)
    summary.focus()
  }

  #markField(part: HTMLElement, field: ReportField, words: string | undefined): void {
    const id = `report-${field}-error`
    part.querySelector(`#${id}`)?.remove()
    part.classList.toggle('field-wrong', words !== undefined)
    const control = this.#control(field)
    const isGroup = control.tagName === 'FIELDSET'
    const described = (control.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .filter((each) => each !== '' && each !== id)
    if (words === undefined) control.removeAttribute('aria-invalid')
    else {
      if (!isGroup) control.setAttribute('aria-invalid', 'true')
      const error = document.createElement('p')
      error.id = id
      error.className = 'field-error'
      error.textContent = words
      const [before] = part.querySelectorAll('.input, .checkbox-row')
      part.insertBefore(error, before ?? null)
      described.push(id)
    }
    if (described.length === 0) control.removeAttribute('aria-describedby')
    else control.setAttribute('aria-describedby', described.join(' '))
  }

  #showKept(form: HTMLFormElement, code: string): void {
    form.reset()
    form.hidden = true
    const kept = this.#part('[data-kept]')
    if (code !== '') {
      const back = this.#part('[data-back]') as HTMLAnchorElement
      back.href = organizationAddress(code)
      back.textContent = '回到这个组织'
    }
    kept.hidden = false
    kept.focus()
  }
}

customElements.define('report-mistake', ReportMistake)
