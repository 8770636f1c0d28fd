import { type MouseEvent, useEffect, useRef, useState } from 'react'
import type { DeskBundle } from '#contracts/credential/bundle.ts'
import { type Desk, TaskKind } from '#contracts/desk/task.ts'
import { addressOfKind } from '../../lib/desk/desk-address.ts'
import type { DeskGateway } from '../../lib/desk/desk-gateway.ts'
import { DESK_LOST_WORDS } from '../../lib/desk/desk-refusal.ts'
import { KIND_WORDS, rowOfTask } from '../../lib/desk/troubles/desk-words.ts'
import { refusalSentence } from '../../lib/form/refusal.ts'
import { Told } from '../form/Told.tsx'
import { useDeskAct } from './kit/act.ts'
import { DeskKeys } from './kit/DeskKeys.tsx'
import { DeskTable } from './kit/DeskTable.tsx'
import { useAttention } from './kit/use-attention.ts'
import { useDeskKeys } from './kit/use-desk-keys.ts'
import { DeskBundles } from './troubles/DeskBundles.tsx'
import { DeskDetail } from './troubles/DeskDetail.tsx'

interface Props {
  mailbox: string
  desk: Desk
  bundles: readonly DeskBundle[]
  kind: TaskKind | null
  gateway: DeskGateway
  onKind: (kind: TaskKind | null) => void
  onReload: () => void
  onRefresh: () => Promise<void>
  onSignOut: () => void
}

/** Filters, a table of what waits, one thing of it in detail. */
export function DeskBoard({
  mailbox,
  desk,
  bundles,
  kind,
  gateway,
  onKind,
  onReload,
  onRefresh,
  onSignOut,
}: Props) {
  const [later, setLater] = useState<Desk['tasks']>([])
  const [chosen, setChosen] = useState<number | null>(null)
  const { act, isBusy, told, tell } = useDeskAct(onReload)
  const detail = useRef<HTMLElement>(null)
  const tasks = [...desk.tasks, ...later]
  const task = tasks.find(({ id }) => id === chosen) ?? null
  const total = kind === null ? sum(desk.counts) : (desk.counts[kind] ?? 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was fetched later belongs to the first fifty as they stood
  useEffect(() => setLater([]), [desk])
  // Rows that were fetched later would go, and so might the one that somebody works on.
  useAttention(onRefresh, !isBusy && later.length === 0)
  const [isHelpOpen, setHelpOpen] = useDeskKeys(tasks, chosen, setChosen, () => detail.current?.focus())

  async function more() {
    const reply = await gateway.tasks(kind, tasks.at(-1)?.id ?? null)
    if (reply.outcome === 'answered') setLater([...later, ...reply.value.tasks])
    else tell({ isDone: false, sentence: refusalSentence(reply, DESK_LOST_WORDS) })
  }

  const filter = (each: TaskKind | null, words: string, count: number) => (
    <li key={words}>
      <a
        href={addressOfKind(each)}
        aria-current={kind === each ? 'page' : undefined}
        onClick={(event: MouseEvent) => {
          event.preventDefault()
          setChosen(null)
          onKind(each)
        }}
      >
        {words} <span className="number">{count}</span>
      </a>
    </li>
  )

  return (
    <div className="desk">
      <header className="desk-head">
        <h1>督导台</h1>
        <p>
          {desk.organizations.map(({ name }) => name).join('、')}
          <br />
          {mailbox}{' '}
          <button type="button" className="link-button" onClick={onSignOut}>
            退出登录
          </button>{' '}
          <button type="button" className="link-button" onClick={() => setHelpOpen(true)}>
            快捷键
          </button>
        </p>
      </header>
      <Told outcome={told} />
      <nav className="desk-filters" aria-label="筛选">
        <ul>
          {filter(null, '全部', sum(desk.counts))}
          {TaskKind.options.map((each) => filter(each, KIND_WORDS[each], desk.counts[each] ?? 0))}
        </ul>
      </nav>
      <div className="desk-work">
        {tasks.length === 0 ? (
          <section className="empty">
            <h2>没有要处理的事</h2>
            <p>
              下级单位的信送不到、长久没有领取账号、或者申请找回账号时，会列在这里；也会写信告诉您，一天最多一封。
            </p>
          </section>
        ) : (
          <DeskTable
            rows={tasks.map(rowOfTask)}
            chosen={chosen}
            total={total}
            onChoose={setChosen}
            onMore={() => void more()}
          />
        )}
        <section className="desk-detail" ref={detail} tabIndex={-1} aria-label="详情">
          {task === null ? (
            tasks.length === 0 ? null : (
              <p className="field-help">从表里选一行，在这里办理。</p>
            )
          ) : (
            <DeskDetail key={task.id} task={task} gateway={gateway} isBusy={isBusy} act={act} />
          )}
        </section>
      </div>
      <DeskBundles
        bundles={bundles}
        isBusy={isBusy}
        onSend={(id) =>
          void act(
            () => gateway.sendBundle(id),
            () => '新的链接已排队发出，旧链接已失效',
          )
        }
      />
      {isHelpOpen ? <DeskKeys onClose={() => setHelpOpen(false)} /> : null}
    </div>
  )
}

const sum = (counts: Desk['counts']) =>
  Object.values(counts).reduce((total, count) => total + (count ?? 0), 0)
