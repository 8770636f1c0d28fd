/** Lists of a division by name, as they are built, or by state: official first, then registered, expected, closed. */

const STATES = [
  { name: '有官方账号', has: (row: Element) => row.querySelector('.sign') !== null },
  { name: '已登记', has: (row: Element) => row.classList.contains('registered') },
  { name: '尚未登记', has: (row: Element) => row.classList.contains('expected') },
  { name: '已撤销', has: () => true },
] as const

function headed(name: string, rows: readonly Element[]): Element[] {
  if (rows.length === 0) return []
  const heading = document.createElement('h3')
  heading.textContent = `${name} ${rows.length}`
  const list = document.createElement('ul')
  list.className = 'rows'
  list.append(...rows)
  return [heading, list]
}

/** Each row goes to the first state that it has. */
function byState(rows: readonly Element[]): Element[] {
  const stateOf = (row: Element) => STATES.findIndex(({ has }) => has(row))
  return STATES.flatMap(({ name }, at) =>
    headed(
      name,
      rows.filter((row) => stateOf(row) === at),
    ),
  )
}

function enable(sorted: HTMLElement): void {
  const list = sorted.querySelector('[data-groups]')
  const letters = sorted.querySelector<HTMLElement>('.letters')
  const buttons = [...sorted.querySelectorAll<HTMLButtonElement>('[data-by]')]
  if (list === null) return
  const built = [...list.children].map((part) => ({ part, rows: [...part.children] }))
  const rows = [...list.querySelectorAll('li')]
  for (const button of buttons)
    button.addEventListener('click', () => {
      const isByState = button.dataset['by'] === 'state'
      for (const each of buttons) each.setAttribute('aria-pressed', String(each === button))
      // The letters lead to headings that only the order by name has; their place stays, so that nothing moves.
      if (letters !== null) letters.style.visibility = isByState ? 'hidden' : ''
      if (isByState) list.replaceChildren(...byState(rows))
      else {
        for (const { part, rows: own } of built) if (part.tagName === 'UL') part.replaceChildren(...own)
        list.replaceChildren(...built.map(({ part }) => part))
      }
    })
}

for (const sorted of document.querySelectorAll<HTMLElement>('[data-sorted]')) enable(sorted)
document.documentElement.classList.add('has-orders')
