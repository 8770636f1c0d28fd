import { PLATFORMS } from '#contracts/platforms.ts'
import type { FieldError } from '../../lib/form/field-error.ts'
import { readingOf } from '../../lib/registration/account-rows.ts'
import type { AccountFormRow } from '../../lib/registration/form-values.ts'
import { platformName } from '../../lib/site/platform-name.ts'
import { SelectField } from '../form/SelectField.tsx'
import { TextField } from '../form/TextField.tsx'

interface Props {
  row: AccountFormRow
  index: number
  errors: readonly FieldError[]
  onChange: (row: AccountFormRow) => void
  onRemove: () => void
}

/** One account that exists: by its pasted address, or by platform and name. */
export function AccountRowFields({ row, index, errors, onChange, onRemove }: Props) {
  const under = `existing_accounts.${index}`
  const title = `第 ${index + 1} 个账号`
  return (
    <fieldset className="account-row">
      <legend>{title}</legend>
      {row.by === 'address' ? (
        <AddressFields row={row} under={under} errors={errors} onChange={onChange} />
      ) : (
        <NamedFields row={row} under={under} errors={errors} onChange={onChange} />
      )}
      <TextField
        path={`${under}.nickname`}
        label={row.by === 'name' && row.platform === 'wechat' ? '公众号名称' : '账号昵称'}
        help="与平台上显示的一致。"
        width="middle"
        value={row.nickname}
        errors={errors}
        onChange={(nickname) => onChange({ ...row, nickname })}
      />
      <p>
        <button type="button" className="link-button" onClick={onRemove}>
          移除<span className="visually-hidden">{title}</span>
        </button>
      </p>
    </fieldset>
  )
}

interface PartProps extends Omit<Props, 'index' | 'onRemove'> {
  under: string
}

function AddressFields({ row, under, errors, onChange }: PartProps) {
  return (
    <>
      <TextField
        path={`${under}.address`}
        label="账号主页网址"
        help="打开账号主页，复制地址栏里的网址，粘贴过来；夹在一句话里也行。"
        inputMode="url"
        value={row.pasted}
        errors={errors}
        onChange={(pasted) => onChange({ ...row, pasted })}
      />
      <p className="recognised" role="status">
        {readingOf(row)}
      </p>
      <p>
        <button
          type="button"
          className="link-button"
          onClick={() => onChange({ ...row, by: 'name', platform: 'wechat' })}
        >
          没有主页网址
        </button>
      </p>
    </>
  )
}

function NamedFields({ row, under, errors, onChange }: PartProps) {
  const isWechat = row.platform === 'wechat'
  return (
    <>
      <SelectField
        path={`${under}.platform`}
        label="平台"
        value={row.platform}
        options={PLATFORMS.map(({ id, name, is_alive }) => ({
          value: id,
          name: is_alive ? name : `${name}（已停运）`,
        }))}
        errors={errors}
        onChange={(id) => {
          const platform = PLATFORMS.find((candidate) => candidate.id === id)
          if (platform !== undefined) onChange({ ...row, platform: platform.id })
        }}
      />
      <TextField
        path={`${under}.handle`}
        label={isWechat ? '微信号（选填）' : '账号名（选填）'}
        help={
          isWechat
            ? '在公众号资料页的「更多信息」里。不知道就空着，按名称登记。'
            : `${platformName(row.platform)}上 @ 后面的名字。不知道就空着，按昵称登记。`
        }
        width="middle"
        value={row.handle}
        errors={errors}
        onChange={(handle) => onChange({ ...row, handle })}
      />
      <p>
        <button type="button" className="link-button" onClick={() => onChange({ ...row, by: 'address' })}>
          改用主页网址
        </button>
      </p>
    </>
  )
}
