import { useRef } from 'react'
import { LIVING_PLATFORMS } from '../../lib/registration/account-rows.ts'
import { emptyRow, levelOf, organizationNameOf } from '../../lib/registration/form-values.ts'
import { namingRule, suggestNickname } from '../../lib/registration/naming-rule.ts'
import { Checkbox } from '../form/Checkbox.tsx'
import { Field } from '../form/Field.tsx'
import { SelectField } from '../form/SelectField.tsx'
import { TextField } from '../form/TextField.tsx'
import { AccountRowFields } from './AccountRowFields.tsx'
import type { StepProps } from './step-props.ts'

const MOST_ROWS = 10

export function AccountsStep(props: StepProps) {
  const { values, errors, onChange } = props
  const isChange = values.purpose === 'change'
  return (
    <>
      <p className="lead">
        {isChange ? '写明要变更什么；账号有变化的，在下面填写新的账号。' : '两项可以都选。至少选一项。'}
      </p>
      {isChange ? <NoteField {...props} label="要变更什么" /> : null}
      <fieldset className="field-group">
        <legend className={isChange ? undefined : 'visually-hidden'}>账号</legend>
        <Checkbox
          path={isChange ? 'has_accounts' : 'wanted_account'}
          label="登记单位已有的账号"
          help="微博、公众号、哔哩哔哩等平台上正在用的官方账号。"
          checked={values.has_accounts}
          errors={errors}
          onChange={(has_accounts) =>
            onChange({
              has_accounts,
              existing_accounts:
                has_accounts && values.existing_accounts.length === 0
                  ? [emptyRow('address')]
                  : values.existing_accounts,
            })
          }
        />
        {values.has_accounts ? <ExistingAccounts {...props} /> : null}
        <Checkbox
          path="wants_account"
          label="申请开通新账号"
          help="由平台开通后，通过一次性链接交给您的单位。"
          checked={values.wants_account}
          errors={errors}
          onChange={(wants_account) => onChange({ wants_account })}
        />
        {values.wants_account ? <WantedAccount {...props} /> : null}
      </fieldset>
      {isChange ? null : <NoteField {...props} label="想对审核人说的话（选填）" />}
    </>
  )
}

function ExistingAccounts({ values, errors, onChange }: StepProps) {
  const adder = useRef<HTMLButtonElement>(null)
  const rows = values.existing_accounts
  const add = (by: 'address' | 'name') => onChange({ existing_accounts: [...rows, emptyRow(by)] })
  return (
    <div className="reveal">
      {rows.map((row, index) => (
        <AccountRowFields
          key={row.key}
          row={row}
          index={index}
          errors={errors}
          onChange={(changed) =>
            onChange({ existing_accounts: rows.map((other) => (other.key === row.key ? changed : other)) })
          }
          onRemove={() => {
            onChange({ existing_accounts: rows.filter((other) => other.key !== row.key) })
            adder.current?.focus()
          }}
        />
      ))}
      {rows.length >= MOST_ROWS ? (
        <p className="field-help">一次最多填 {MOST_ROWS} 个账号，其余的通过后再增加。</p>
      ) : (
        <div className="form-actions">
          <button type="button" ref={adder} className="button-quiet" onClick={() => add('address')}>
            再加一个有网址的账号
          </button>
          <button type="button" className="button-quiet" onClick={() => add('name')}>
            加公众号等没有主页网址的账号
          </button>
        </div>
      )}
    </div>
  )
}

function WantedAccount({ values, errors, onChange }: StepProps) {
  const wanted = values.wanted_account
  const rule = namingRule(levelOf(values))
  const suggestion = suggestNickname(rule.level, organizationNameOf(values))
  const set = (change: Partial<typeof wanted>) => onChange({ wanted_account: { ...wanted, ...change } })
  return (
    <div className="reveal">
      <SelectField
        path="wanted_account.platform"
        label="在哪个平台开通"
        value={wanted.platform}
        options={LIVING_PLATFORMS.map(({ id, name }) => ({ value: id, name }))}
        errors={errors}
        onChange={(id) => {
          const platform = LIVING_PLATFORMS.find((candidate) => candidate.id === id)
          if (platform !== undefined) set({ platform: platform.id })
        }}
      />
      <TextField
        path="wanted_account.nickname"
        label="想用的昵称"
        help={`${rule.sentence}。例如「${rule.example}」。`}
        value={wanted.nickname}
        errors={errors}
        onChange={(nickname) => set({ nickname })}
      />
      {suggestion === null || suggestion === wanted.nickname ? null : (
        <p>
          <button type="button" className="link-button" onClick={() => set({ nickname: suggestion })}>
            用「{suggestion}」
          </button>
        </p>
      )}
    </div>
  )
}

function NoteField({ values, errors, onChange, label }: StepProps & { label: string }) {
  return (
    <Field path="note" label={label} help="最多 500 个字。请不要写密码。" errors={errors}>
      {(wiring) => (
        <textarea
          {...wiring}
          className="input input-full"
          rows={4}
          value={values.note}
          onChange={(event) => onChange({ note: event.target.value })}
        />
      )}
    </Field>
  )
}
