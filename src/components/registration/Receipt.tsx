import { useEffect, useRef } from 'react'
import type { RegistrationReceipt } from '#contracts/registration/registration.ts'
import { dateInWords, momentInWords } from '#contracts/time.ts'

/** Shown only for a reply that was parsed. */
export function Receipt({ receipt, mailbox }: { receipt: RegistrationReceipt; mailbox: string | null }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = '登记已提交'
    heading.current?.focus()
  }, [])
  return (
    <section className="receipt">
      <h1 ref={heading} tabIndex={-1}>
        登记已提交
      </h1>
      <p className="receipt-facts">
        {receipt.organization_name}
        <br />
        {momentInWords(receipt.submitted_at)} 收到
      </p>
      <h2>接下来</h2>
      <ol className="numbered">
        <li>上级团组织会审核，应在 {dateInWords(receipt.answer_due_on)} 前答复。</li>
        <li>结果发到{mailbox === null ? '您的邮箱' : ` ${mailbox}`}。需要修改时，邮件会写明原因。</li>
        <li>申请了新账号的，开通后会收到一次性链接。邮件里从不写密码，我们也不会向您要密码。</li>
      </ol>
      <p>
        <a className="button" href="/my">
          看我的登记
        </a>
      </p>
    </section>
  )
}
