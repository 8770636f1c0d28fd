import { useCallback } from 'react'
import { accountOf } from '../../lib/registration/account-rows.ts'
import { askForDivisions, divisionInWords } from '../../lib/registration/division-choices.ts'
import type { FormValues } from '../../lib/registration/form-values.ts'
import { choiceInWords } from '../../lib/registration/organization-choices.ts'
import type { Step } from '../../lib/registration/steps.ts'
import { platformName } from '../../lib/site/platform-name.ts'
import { Checkbox } from '../form/Checkbox.tsx'
import { useLoaded } from '../session/use-loaded.ts'
import type { StepProps } from './step-props.ts'

interface Props extends StepProps {
  mailbox: string
  onStep: (step: Step) => void
}

export function ReviewStep({ values, errors, services, mailbox, onChange, onStep }: Props) {
  const place = useProposedPlace(values, services)
  return (
    <>
      <dl className="review">
        <Line name="单位" step="organization" onStep={onStep}>
          {values.proposing ? `${values.proposal.name}（${place}，名单里没有）` : chosenInWords(values)}
        </Line>
        <Line name="邮箱" step="mailbox" onStep={onStep}>
          {mailbox}
        </Line>
        <Line name="联系人" step="contact" onStep={onStep}>
          {values.contact.name}，{values.contact.post}
          <br />
          <span className="number">
            {[values.contact.mobile, values.contact.phone].filter((part) => part !== '').join('，')}
          </span>
        </Line>
        <Line name="账号" step="accounts" onStep={onStep}>
          <AccountLines values={values} />
        </Line>
        {values.note.trim() === '' ? null : (
          <Line name="说明" step="accounts" onStep={onStep}>
            {values.note}
          </Line>
        )}
      </dl>
      <fieldset className="field-group">
        <legend>声明</legend>
        <Checkbox
          path="declared"
          label="我受单位委托填报，确认以上内容真实、完整。"
          checked={values.declared}
          errors={errors}
          onChange={(declared) => onChange({ declared })}
        />
      </fieldset>
      <fieldset className="field-group">
        <legend>两项同意</legend>
        <Checkbox
          path="consented_register"
          label="我同意为登记、审核和移交账号保存并使用联系人的姓名、职务、电话、手机和邮箱。"
          help="不公开：上级团委和工作人员看得到，通过以后单位有账号的平台也看得到；可以随时要求更正或删除。"
          checked={values.consented_register}
          errors={errors}
          onChange={(consented_register) => onChange({ consented_register })}
        />
        <Checkbox
          path="consented_mail"
          label="我同意把邮箱地址和通知内容交给邮件服务商，用来发送审核结果和一次性链接。"
          help="邮件里从不写密码。"
          checked={values.consented_mail}
          errors={errors}
          onChange={(consented_mail) => onChange({ consented_mail })}
        />
        <p className="field-help">
          详见<a href="/privacy">隐私说明</a>。
        </p>
      </fieldset>
    </>
  )
}

interface LineProps {
  name: string
  step: Step
  onStep: (step: Step) => void
  children: React.ReactNode
}

function Line({ name, step, onStep, children }: LineProps) {
  return (
    <div className="review-line">
      <dt>{name}</dt>
      <dd>{children}</dd>
      <dd className="review-action">
        <button type="button" className="link-button" onClick={() => onStep(step)}>
          修改<span className="visually-hidden">{name}</span>
        </button>
      </dd>
    </div>
  )
}

function AccountLines({ values }: { values: FormValues }) {
  const accounts = values.has_accounts ? values.existing_accounts : []
  const wanted = values.wanted_account
  return (
    <ul>
      {accounts.map((row) => {
        const account = accountOf(row)
        return (
          <li key={row.key}>
            已有：{platformName(account.platform)}「{account.nickname}」
            {account.handle === account.nickname ? '' : `（${account.handle}）`}
          </li>
        )
      })}
      {values.wants_account ? (
        <li>
          申请开通：{platformName(wanted.platform)}「{wanted.nickname}」
        </li>
      ) : null}
      {accounts.length === 0 && !values.wants_account ? <li>不变</li> : null}
    </ul>
  )
}

const NOT_NEEDED = { outcome: 'answered' as const, value: [] }

const chosenInWords = ({ organization }: FormValues) =>
  organization === null ? '' : choiceInWords(organization)

function useProposedPlace({ proposing, proposal }: FormValues, { divisions }: StepProps['services']): string {
  const load = useCallback(
    () => (proposing ? askForDivisions(divisions) : Promise.resolve(NOT_NEEDED)),
    [proposing, divisions],
  )
  const [loaded] = useLoaded(load)
  return loaded.phase === 'loaded' ? divisionInWords(loaded.value, proposal) : ''
}
