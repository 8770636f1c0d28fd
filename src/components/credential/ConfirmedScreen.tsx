import type { z } from 'zod'
import type { ConfirmedActivation } from '#contracts/credential/credential.ts'
import { momentInWords } from '#contracts/time.ts'
import { organizationAddress } from '../../lib/site/addresses.ts'

export function ConfirmedScreen({ activation }: { activation: z.output<typeof ConfirmedActivation> }) {
  return (
    <>
      <p className="receipt-facts">
        {activation.organization_name}
        <br />
        {momentInWords(activation.activated_at)} 确认启用
      </p>
      <p className="lead">初始密码和链接已作废。名录会在几分钟内更新，认证通过后会显示「官方」标识。</p>
      <div className="form-actions">
        <a className="button" href={organizationAddress(activation.organization_code)}>
          看单位页面
        </a>
        <a className="button-quiet" href="/my">
          去「我的登记」
        </a>
      </div>
    </>
  )
}
