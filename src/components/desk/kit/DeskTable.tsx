import { useEffect, useRef } from 'react'
import { dateInWords } from '#contracts/time.ts'
import type { DeskRow } from '../../../lib/desk/kit/desk-row.ts'

interface Props {
  rows: readonly DeskRow[]
  chosen: number | null
  total: number
  onChoose: (id: number) => void
  onMore: () => void
}

/** Fifty rows stay readable: name, what is wrong, since when. The name is the button, so that every key and reader finds it; the whole row is the mouse's. */
export function DeskTable({ rows, chosen, total, onChoose, onMore }: Props) {
  const table = useRef<HTMLTableElement>(null)
  useEffect(() => {
    if (chosen !== null) table.current?.querySelector<HTMLElement>(`[data-row="${chosen}"]`)?.focus()
  }, [chosen])
  return (
    <div className="desk-list">
      <table ref={table} className="desk-table">
        <caption>
          共 <span className="number">{total}</span> 件，先发生的在前
        </caption>
        <thead>
          <tr>
            <th scope="col">单位</th>
            <th scope="col">什么事</th>
            <th scope="col">从哪天起</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.id}
              className={row.id === chosen ? 'desk-chosen' : undefined}
              onClick={() => onChoose(row.id)}
            >
              <th scope="row">
                <button
                  type="button"
                  className="link-button"
                  data-row={row.id}
                  aria-current={row.id === chosen ? 'true' : undefined}
                >
                  {row.name}
                </button>
              </th>
              <td>
                <strong>{row.what}</strong>
                <span className="desk-reason">{row.reason}</span>
              </td>
              <td className="number">{dateInWords(row.since)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < total ? (
        <button type="button" className="button-quiet" onClick={onMore}>
          再看五十件
        </button>
      ) : null}
    </div>
  )
}
