import { type FormEvent, useState } from 'react'
import type { FieldError } from '../../lib/form/field-error.ts'
import { refusalInWords } from '../../lib/my/my-words.ts'
import { type MyRecovery, type RecoveryGateway, recoveryInWords } from '../../lib/my/recovery.ts'
import { TextField } from '../form/Field.tsx'
import { useLoaded } from '../session/use-loaded.ts'
import type { ActOutcome } from './MyRegistrationCard.tsx'

interface Props {
  gateway: RecoveryGateway
  onActed: (outcome: ActOutcome) => void
}

const EMPTY = { organization_code: '', name: '', post: '', phone: '', mobile: '', note: '' }

/** A lost password, a person who left: what was asked, and the form that asks. */
export function Recovery({ gateway, onActed }: Props) {
  const [loaded, { reload }] = useLoaded(gateway.mine)
  const [isOpen, setOpen] = useState(false)

  async function withdraw(id: string) {
    const reply = await gateway.withdraw(id)
    const isDone = reply.outcome === 'answered'
    onActed({ isDone, sentence: isDone ? '找回申请已撤回' : refusalInWords(reply) })
    void reload()
  }

  return (
    <section className="my-recovery" aria-labelledby="recovery">
      <h2 id="recovery">找回账号</h2>
      {loaded.phase === 'failed' ? (
        <div className="notice notice-warn" role="status">
          没有取到您提出过的申请。
          <button type="button" className="link-button" onClick={() => void reload()}>
            再取一次
          </button>
        </div>
      ) : null}
      {loaded.phase === 'loaded' ? (
        <ul>
          {loaded.value.map((recovery) => (
            <li key={recovery.id}>
              {recoveryInWords(recovery)}
              {recovery.state === 'asked' ? (
                <button type="button" className="link-button" onClick={() => void withdraw(recovery.id)}>
                  撤回申请
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      <p>密码丢了，或者原来的联系人走了，请在这里申请，不要另开一个账号。</p>
      <p>
        <button
          type="button"
          className="button-quiet"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          申请找回账号
        </button>
      </p>
      {isOpen ? (
        <RecoveryForm
          gateway={gateway}
          onAsked={() => {
            setOpen(false)
            void reload()
            onActed({ isDone: true, sentence: '申请已交给上级团组织，现在的联系邮箱也会收到通知' })
          }}
        />
      ) : null}
    </section>
  )
}

function RecoveryForm({ gateway, onAsked }: { gateway: RecoveryGateway; onAsked: () => void }) {
  const [values, setValues] = useState(EMPTY)
  const [why, setWhy] = useState<MyRecovery['why']>('password_lost')
  const [errors, setErrors] = useState<FieldError[]>([])
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const set = (field: keyof typeof EMPTY) => (value: string) => setValues({ ...values, [field]: value })

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    const { organization_code, note, ...contact } = values
    const reply = await gateway.ask({ organization_code, why, contact, note })
    setBusy(false)
    if (reply.outcome === 'answered') return onAsked()
    const path = reply.outcome === 'refused' ? reply.refusal.details : null
    setErrors(path === null || path === undefined ? [] : [{ path, message: refusalInWords(reply) }])
    setTrouble(path === null || path === undefined ? refusalInWords(reply) : null)
  }

  const field = (name: keyof typeof EMPTY, path: string, label: string, help?: string) => (
    <TextField
      path={path}
      label={label}
      {...(help === undefined ? {} : { help })}
      width="middle"
      value={values[name]}
      errors={errors}
      onChange={set(name)}
    />
  )
  return (
    <form onSubmit={submit} noValidate>
      {trouble === null ? null : (
        <p className="notice notice-bad" role="alert">
          {trouble}
        </p>
      )}
      {field('organization_code', 'organization_code', '单位编号', '六位数字，在单位页面上能看到')}
      <fieldset className="field-group">
        <legend>为什么要找回</legend>
        {(
          [
            ['password_lost', '密码丢了'],
            ['person_left', '原来的联系人走了'],
          ] as const
        ).map(([value, words]) => (
          <div className="checkbox-row" key={value}>
            <input
              id={`why-${value}`}
              type="radio"
              name="why"
              checked={why === value}
              onChange={() => setWhy(value)}
            />
            <label htmlFor={`why-${value}`}>{words}</label>
          </div>
        ))}
      </fieldset>
      {field('name', 'contact.name', '您的姓名')}
      {field('post', 'contact.post', '职务', '例如：团委书记')}
      {field('mobile', 'contact.mobile', '手机', '11 位数字')}
      {field('phone', 'contact.phone', '办公电话（选填）', '写成「区号-号码」；上级会打电话核实')}
      {field('note', 'note', '说明（选填）')}
      <div className="form-actions">
        <button type="submit" className="button" aria-disabled={isBusy}>
          提交申请
        </button>
      </div>
    </form>
  )
}
