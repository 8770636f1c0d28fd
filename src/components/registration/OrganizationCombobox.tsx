import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { comboboxAct } from '../../lib/form/combobox-keys.ts'
import type { FieldError } from '../../lib/form/field-error.ts'
import type { ChosenOrganization } from '../../lib/registration/form-values.ts'
import { choicesInWords, type FindOrganizations } from '../../lib/registration/organization-choices.ts'
import { Field } from '../form/Field.tsx'
import { OrganizationLine } from './OrganizationLine.tsx'

interface Props {
  find: FindOrganizations
  errors: readonly FieldError[]
  onChoose: (organization: ChosenOrganization) => void
}

type Found =
  | { phase: 'idle' }
  | { phase: 'found'; query: string; choices: ChosenOrganization[] }
  | { phase: 'unreachable' }

const PAUSE_MS = 150

/** A combobox after the ARIA pattern: typing searches, arrows move, Enter chooses, Escape closes. */
export function OrganizationCombobox({ find, errors, onChoose }: Props) {
  const list = useId()
  const [query, setQuery] = useState('')
  const [found, setFound] = useState<Found>({ phase: 'idle' })
  const [active, setActive] = useState(-1)
  const [isOpen, setOpen] = useState(false)
  const choices = found.phase === 'found' ? found.choices : []
  const shown = isOpen && choices.length > 0
  // The list of an older query may still be seen, but keys must not choose from it.
  const isCurrent = found.phase === 'found' && found.query === query

  useEffect(() => {
    setActive(-1)
    if (query.trim() === '') return setFound({ phase: 'idle' })
    let isStale = false
    const timer = setTimeout(() => {
      find(query, (answer) => {
        if (!isStale)
          setFound(answer === null ? { phase: 'unreachable' } : { phase: 'found', query, choices: answer })
      })
    }, PAUSE_MS)
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [query, find])

  function onKeyDown(event: KeyboardEvent) {
    const act = comboboxAct(event.nativeEvent, { isOpen, count: isCurrent ? choices.length : 0, active })
    if (act === null) return
    event.preventDefault()
    if (act.type === 'close') return setOpen(false)
    const chosen = choices[act.active]
    if (act.type === 'choose' && chosen !== undefined) return onChoose(chosen)
    setOpen(true)
    setActive(act.active)
  }

  return (
    <div className="combobox">
      <Field
        path="organization_code"
        label="单位名称"
        help="输入名称、简称或拼音的一部分，再从列表里选择。重名的单位看名称下面的地区。"
        errors={errors}
      >
        {(wiring) => (
          <input
            {...wiring}
            className="input input-full"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={shown}
            aria-controls={list}
            aria-activedescendant={shown && active >= 0 ? `${list}-${active}` : undefined}
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value)
              setOpen(true)
            }}
            onKeyDown={onKeyDown}
            onFocus={() => {
              setOpen(true)
              if (query === '') find('', () => undefined)
            }}
            onBlur={() => setOpen(false)}
          />
        )}
      </Field>
      <div className="combobox-list" id={list} role="listbox" aria-label="找到的单位" hidden={!shown}>
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input takes the keys of the whole list
          <div
            key={choice.code}
            id={`${list}-${index}`}
            className="combobox-option"
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(choice)}
          >
            <OrganizationLine organization={choice} />
          </div>
        ))}
      </div>
      <p className="combobox-status" role="status">
        {statusInWords(query, found)}
      </p>
    </div>
  )
}

function statusInWords(query: string, found: Found): string {
  if (query.trim() === '') return ''
  if (found.phase === 'unreachable') return '网络没有连上，暂时查不了单位名单。请稍后再输入一次'
  if (found.phase === 'idle' || found.query !== query) return '正在查找…'
  return choicesInWords(found.choices.length)
}
