import { useEffect, useRef } from 'react'
import type { DeskTask } from '#contracts/desk.ts'
import { dateInWords } from '#contracts/time.ts'
import { KIND_WORDS } from '../../../lib/desk/troubles/desk-words.ts'

interface Props {
  tasks: readonly DeskTask[]
  chosen: number | null
  total: number
  onChoose: (id: number) => void
  onMore: () => void
}

/** Fifty rows stay readable: name, what is wrong, since when. The name is the button, so that every key and reader finds it; the whole row is the mouse's. */
export function DeskTable({ tasks, chosen, total, onChoose, onMore }: Props) {
  const table = useRef<HTMLTableElement>(null)
  useEffect(() => {
    if (chosen !== null) table.current?.querySelector<HTMLElement>(`[data-task="${chosen}"]`)?.focus()
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
          {tasks.map((task) => (
            <tr
              key={task.id}
              className={task.id === chosen ? 'desk-chosen' : undefined}
              onClick={() => onChoose(task.id)}
            >
              <th scope="row">
                <button
                  type="button"
                  className="link-button"
                  data-task={task.id}
                  aria-current={task.id === chosen ? 'true' : undefined}
                >
                  {task.organization_name}
                </button>
              </th>
              <td>
                <strong>{KIND_WORDS[task.kind]}</strong>
                <span className="desk-reason">{task.reason}</span>
              </td>
              <td className="number">{dateInWords(task.opened_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {tasks.length < total ? (
        <button type="button" className="button-quiet" onClick={onMore}>
          再看五十件
        </button>
      ) : null}
    </div>
  )
}
