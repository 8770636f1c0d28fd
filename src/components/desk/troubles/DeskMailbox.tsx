import type { DeskTask } from '#contracts/desk/task.ts'
import { changeOnDesk } from '../../../lib/desk/troubles/desk-words.ts'
import { NewMailboxForm } from '../../session/NewMailboxForm.tsx'
import { WaitingMailbox } from '../../session/WaitingMailbox.tsx'

interface Props {
  change: DeskTask['change']
  isBusy: boolean
  onAsk: (email: string) => void
  onWithdraw: () => void
}

/** Another mailbox for the school: nothing goes there before its code came back. */
export function DeskMailbox({ change, isBusy, onAsk, onWithdraw }: Props) {
  return (
    <section aria-labelledby="desk-mailbox-title">
      <h3 id="desk-mailbox-title">更正邮箱</h3>
      {change === null ? null : (
        <WaitingMailbox
          change={change}
          sentence={changeOnDesk(change)}
          isBusy={isBusy}
          onAsk={onAsk}
          onWithdraw={onWithdraw}
        />
      )}
      <NewMailboxForm
        path="desk-mailbox"
        label={change === null ? '新的邮箱' : '换成另一个邮箱'}
        help="原邮箱收不到信的，验证码发到新邮箱，对方确认以后才换；还收得到的，先写信问原邮箱。不能填您自己或别的督导人员的邮箱。"
        isOwn={false}
        isBusy={isBusy}
        onAsk={onAsk}
      />
    </section>
  )
}
