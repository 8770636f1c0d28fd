import type { ContactToCall } from '#contracts/contact/contact.ts'

/** Whom to call. */
export function DeskContact({ contact }: { contact: ContactToCall }) {
  return (
    <dl className="desk-contact">
      <div>
        <dt>联系人</dt>
        <dd>
          {contact.name}，{contact.post}
        </dd>
      </div>
      <div>
        <dt>手机</dt>
        <dd>
          <a href={`tel:${contact.mobile}`}>{contact.mobile}</a>
        </dd>
      </div>
      {contact.phone === null ? null : (
        <div>
          <dt>电话</dt>
          <dd>
            <a href={`tel:${contact.phone}`}>{contact.phone}</a>
          </dd>
        </div>
      )}
      <div>
        <dt>邮箱</dt>
        <dd>{contact.email}</dd>
      </div>
    </dl>
  )
}
