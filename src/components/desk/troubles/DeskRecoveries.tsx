import { useCallback, useState } from 'react'
import type { DeskRecovery } from '#contracts/desk.ts'
import { momentInWords } from '#contracts/time.ts'
import type { DeskGateway } from '../../../lib/desk/desk-gateway.ts'
import { deskRefusal, WHY_WORDS } from '../../../lib/desk/troubles/desk-words.ts'
import type { FieldError } from '../../../lib/form/field-error.ts'
import { TextField } from '../../form/Field.tsx'
import { useLoaded } from '../../session/use-loaded.ts'
import type { Act } from '../kit/act.ts'

interface Props {
  registrationId: string
  gateway: DeskGateway
  isBusy: boolean
  act: Act
}

export function DeskRecoveries({ registrationId, gateway, isBusy, act }: Props) {
  const load = useCallback(() => gateway.recoveries(registrationId), [gateway, registrationId])
  const [loaded, { reload }] = useLoaded(load)
  if (loaded.phase === 'loading') return <p role="status">正在取申请…</p>
  if (loaded.phase === 'failed')
    return (
      <div className="notice notice-bad" role="alert">
        {deskRefusal(loaded.failure)}
        <button type="button" className="link-button" onClick={() => void reload()}>
          再取一次
        </button>
      </div>
    )
  return (
    <ul className="desk-recoveries">
      {loaded.value.map((recovery) => (
        <li key={recovery.id}>
          <Recovery recovery={recovery} gateway={gateway} isBusy={isBusy} act={act} />
        </li>
      ))}
    </ul>
  )
}

function Recovery({
  recovery,
  gateway,
  isBusy,
  act,
}: Omit<Props, 'registrationId'> & { recovery: DeskRecovery }) {
  const [reason, setReason] = useState('')
  const [errors, setErrors] = useState<FieldError[]>([])
  const { contact, id } = recovery
  const path = `reason-${id}`
  function decide(isApproved: boolean) {
    const isSaid = isApproved || reason.trim() !== ''
    setErrors(isSaid ? [] : [{ path, message: '不同意时请写明原因，申请人会看到' }])
    if (!isSaid || isBusy) return
    void act(gateway.decideRecovery(id, isApproved, reason.trim() === '' ? null : reason), () =>
      isApproved ? '已同意：联系人和邮箱已换好，旧链接已失效，等工作人员重新发放' : '已告诉申请人没有同意',
    )
  }
  return (
    <>
      <h3>
        {contact.name}，{contact.post}
      </h3>
      <p>
        {WHY_WORDS[recovery.why]}，{momentInWords(recovery.asked_at)} 申请。
        <br />
        手机 {contact.mobile}；邮箱 {contact.email}（已用验证码确认）
      </p>
      {recovery.note === null ? null : <p>说明：{recovery.note}</p>}
      <TextField
        path={path}
        label="原因（不同意时必须写）"
        value={reason}
        errors={errors}
        onChange={setReason}
      />
      <div className="form-actions">
        <button type="button" className="button" aria-disabled={isBusy} onClick={() => decide(true)}>
          已核实，同意找回
        </button>
        <button type="button" className="button-quiet" aria-disabled={isBusy} onClick={() => decide(false)}>
          不同意
        </button>
      </div>
    </>
  )
}
