import type { DeskTask } from '#contracts/desk/task.ts'
import type { DeskGateway } from '../../../lib/desk/desk-gateway.ts'
import { KIND_ADVICE, KIND_WORDS } from '../../../lib/desk/troubles/desk-words.ts'
import { organizationAddress } from '../../../lib/site/addresses.ts'
import { platformName } from '../../../lib/site/platform-name.ts'
import { ActButton } from '../../form/ActButton.tsx'
import type { Act } from '../kit/act.ts'
import { DeskContact } from './DeskContact.tsx'
import { DeskMailbox } from './DeskMailbox.tsx'
import { DeskRecoveries } from './DeskRecoveries.tsx'

interface Props {
  task: DeskTask
  gateway: DeskGateway
  isBusy: boolean
  act: Act
}

const LINK_WORDS = {
  queued: '新的链接已排队发出，旧链接已失效',
  asked: '凭据已经抹去，工作人员会重新发放',
} as const

/** One thing: what is wrong, whom to call, and everything that mends it. */
export function DeskDetail({ task, gateway, isBusy, act }: Props) {
  const { credential, contact, registration_id: registration } = task
  return (
    <>
      <h2>{task.organization_name}</h2>
      <p>
        <strong>{KIND_WORDS[task.kind]}</strong>：{task.reason}
      </p>
      <p className="field-help">{KIND_ADVICE[task.kind]}</p>
      {contact === null ? (
        <p>
          {registration === null ? '这份凭据经上级转交，没有单位自己的联系人。' : '联系人：已删除。'}
          <a href={organizationAddress(task.organization_code)}>看单位页面</a>
        </p>
      ) : (
        <DeskContact contact={contact} />
      )}
      {credential === null ? null : (
        <p>
          账号：{platformName(credential.platform)}
          {credential.nickname === null ? '' : `「${credential.nickname}」`}
          {credential.reminders > 0 ? `，已提醒 ${credential.reminders} 次` : ''}
        </p>
      )}
      {task.kind === 'recovery' && registration !== null ? (
        <DeskRecoveries registrationId={registration} gateway={gateway} isBusy={isBusy} act={act} />
      ) : null}
      {registration === null || contact === null || task.kind === 'recovery' ? null : (
        <DeskMailbox
          change={task.change}
          isBusy={isBusy}
          onAsk={(email) =>
            void act(
              () => gateway.changeMailbox(registration, email),
              ({ outcome, email: sent }) =>
                outcome === 'code_sent'
                  ? `验证码已发到 ${sent}。请让对方打开那封信并确认，确认以后新的链接自动发出`
                  : `已写信问原邮箱。它同意，或者十四天没有答复，才往 ${sent} 发验证码`,
            )
          }
          onWithdraw={() =>
            void act(
              () => gateway.withdrawChange(registration),
              () => '不换邮箱了',
            )
          }
        />
      )}
      {credential === null || registration === null ? null : (
        <div className="form-actions">
          {credential.state === 'opened' ? (
            <ActButton
              isBusy={isBusy}
              onPress={() =>
                void act(
                  () => gateway.confirmActivation(credential.id),
                  () => '已记下：学校已启用这个账号',
                )
              }
            >
              学校已启用
            </ActButton>
          ) : null}
          {credential.reissue_requested_at === null ? (
            <ActButton
              isBusy={isBusy}
              onPress={() =>
                void act(
                  () => gateway.sendLink(credential.id),
                  ({ outcome }) => LINK_WORDS[outcome],
                )
              }
            >
              {credential.can_send_link ? '向原来的邮箱再发一个链接' : '要求重新发放'}
            </ActButton>
          ) : (
            <p>已要求重新发放，等工作人员办理。</p>
          )}
        </div>
      )}
    </>
  )
}
