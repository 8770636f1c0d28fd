import { useState } from 'react'
import type { DeskRecovery as Asked } from '#contracts/contact/recovery.ts'
import { momentInWords } from '#contracts/time.ts'
import type { DeskGateway } from '../../../lib/desk/desk-gateway.ts'
import { WHY_WORDS } from '../../../lib/desk/troubles/desk-words.ts'
import type { FieldError } from '../../../lib/form/field-error.ts'
import { ActButton } from '../../form/ActButton.tsx'
import { TextField } from '../../form/TextField.tsx'
import type { Act } from '../kit/act.ts'

interface Props {
  recovery: Asked
  gateway: DeskGateway
  isBusy: boolean
  act: Act
}

/** One who asks for access that was lost, and the decision. */
export function DeskRecovery({ recovery, gateway, isBusy, act }: Props) {
  const [reason, setReason] = useState('')
  const [errors, setErrors] = useState<FieldError[]>([])
  const { contact, id } = recovery
  const path = `reason-${id}`
  function decide(isApproved: boolean) {
    const isSaid = isApproved || reason.trim() !== ''
    setErrors(isSaid ? [] : [{ path, message: '不同意时请写明原因，申请人会看到' }])
    if (!isSaid) return
    void act(
      () => gateway.decideRecovery(id, isApproved, reason.trim() === '' ? null : reason),
      () =>
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
        <ActButton look="button" isBusy={isBusy} onPress={() => decide(true)}>
          已核实，同意找回
        </ActButton>
        <ActButton isBusy={isBusy} onPress={() => decide(false)}>
          不同意
        </ActButton>
      </div>
    </>
  )
}
