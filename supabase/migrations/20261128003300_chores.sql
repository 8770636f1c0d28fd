-- Everything that comes due by the clock alone, from whichever room. It stands last, because it names them all.

create function private.tend_mail()
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.renew_unsent_links();
  perform private.erase_due_credentials();
  perform private.expire_proofs();
  perform private.remind_schools();
  perform private.tend_bundles();
  perform private.tell_supervisors();
  perform private.hold_back_suppressed();
end
$$;
comment on function private.tend_mail is '到时间要做的事：抹去、作废、换新链接';

-- Whether any of it would find something to do, or a mail waits to be sent.
create function private.mail_is_due()
returns boolean
language sql
stable
set search_path = ''
return exists (
    select from private.credentials c
    where (c.state in ('queued', 'sent', 'delivered') and c.link_expires_at <= now())
       or (c.sealed is not null and (c.readable_until <= now() or c.erase_at <= now())))
  or exists (select from private.mailbox_proofs p where p.state = 'asked' and p.expires_at <= now())
  or exists (select from private.bundles b where b.state = 'open' and coalesce(b.link_expires_at <= now(), true) and b.generation <= 5
    and exists (select from private.credentials c where c.bundle_id = b.id and c.state = 'issued' and c.sealed is not null))
  or (not private.is_quiet(now()) and (
    exists (select from private.tasks t where t.closed_at is null and t.tell_at <= now())
    or exists (select from private.credentials c where c.remind_at <= now())))
  or private.next_mail_work() is not null;
comment on function private.mail_is_due is '是否有信要发';
