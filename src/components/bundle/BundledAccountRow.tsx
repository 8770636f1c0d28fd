import { useState } from 'react'
import type { BundledAccount, BundleLink } from '#contracts/credential/bundle.ts'
import type { OpenedCredential } from '#contracts/credential/credential.ts'
import { momentInWords } from '#contracts/time.ts'
import type { BundleGateway } from '../../lib/bundle/bundle-gateway.ts'
import { bundleRefusal } from '../../lib/bundle/bundle-words.ts'
import type { FieldError } from '../../lib/form/field-error.ts'
import { Secrets } from '../credential/Secrets.tsx'
import { ActButton } from '../form/ActButton.tsx'
import { Form } from '../form/Form.tsx'
import { SubmitButton } from '../form/SubmitButton.tsx'
import { TextField } from '../form/TextField.tsx'
import { Trouble } from '../form/Trouble.tsx'

interface Props {
  account: BundledAccount
  link: BundleLink
  gateway: BundleGateway
  reader: () => string
  onHandedOn: () => void
}

export function BundledAccountRow({ account, link, gateway, reader, onHandedOn }: Props) {
  const [opened, setOpened] = useState<OpenedCredential | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [taker, setTaker] = useState('')
  const [errors, setErrors] = useState<FieldError[]>([])
  const [isBusy, setBusy] = useState(false)
  const path = `taker-${account.credential}`
  const name = `${account.organization_name}，${account.platform_name}`
  const isOpened = opened !== null || account.state === 'opened'

  async function open() {
    setBusy(true)
    const reply = await gateway.open(link, account.credential, reader())
    setBusy(false)
    setOpened(reply.outcome === 'opened' ? reply : null)
    setTrouble(reply.outcome === 'opened' ? null : bundleRefusal(reply))
  }

  async function handOn() {
    setBusy(true)
    const reply = await gateway.handOn(link, account.credential, taker)
    setBusy(false)
    if (reply.outcome === 'handed_on') {
      setOpened(null)
      setErrors([])
      onHandedOn()
    } else setErrors([{ path, message: bundleRefusal(reply) }])
  }

  return (
    <article aria-label={name}>
      <h2>
        {account.organization_name}
        <span className="bundle-platform">
          {account.platform_name}
          {account.nickname === null ? '' : `「${account.nickname}」`}
        </span>
      </h2>
      <p>{standing(account)}</p>
      <Trouble sentence={trouble} />
      {opened === null ? null : <Secrets credential={opened} again="再看一次" />}
      {opened === null && (account.can_open || account.state === 'opened') && account.taken_by === null ? (
        <div className="form-actions">
          <ActButton isBusy={isBusy} onPress={() => void open()}>
            {account.can_open ? '打开' : '再看一次'}
            <span className="visually-hidden">：{name}</span>
          </ActButton>
        </div>
      ) : null}
      {isOpened && account.taken_by === null ? (
        <Form isBusy={isBusy} onSubmit={() => void handOn()}>
          <TextField
            path={path}
            label="交给了谁"
            help="姓名和电话，例如：方晓 0571-64212345"
            value={taker}
            errors={errors}
            onChange={setTaker}
          />
          <SubmitButton isBusy={isBusy}>记下，已转交</SubmitButton>
        </Form>
      ) : null}
    </article>
  )
}

function standing({ state, can_open, opened_at, handed_on_at, taken_by }: BundledAccount): string {
  if (taken_by !== null)
    return `已转交给 ${taken_by}${handed_on_at === null ? '' : `，${momentInWords(handed_on_at)}`}`
  if (state === 'activated') return '已启用'
  if (opened_at !== null) return `${momentInWords(opened_at)} 打开，还没有记下交给了谁`
  return can_open ? '等待打开' : '已过期，请联系工作人员重新发放'
}
