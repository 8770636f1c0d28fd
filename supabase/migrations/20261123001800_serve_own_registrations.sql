-- What a contact does with what is their own: draft, look, withdraw, ask for a new link. Nobody else's rows are reachable here.

create function public.save_registration_draft(draft jsonb)
returns uuid
language plpgsql
security definer -- callers write registrations through functions alone
set search_path = ''
as $$
declare
  caller uuid := (select auth.uid());
  saved uuid;
begin
  if caller is null or private.caller_email() is null then
    perform private.refuse('mailbox-unproven', '请先用验证码核实邮箱', 'email');
  elsif pg_column_size(draft) > 32768 or jsonb_typeof(draft) is distinct from 'object' then
    perform private.refuse('draft-too-large', '草稿太长，没有保存');
  end if;
  insert into public.registrations as r (writer, draft) values (caller, save_registration_draft.draft)
  on conflict (writer) where state = 'draft' and r.draft is not null do update set draft = excluded.draft
  returning r.id into saved;
  return saved;
end
$$;
comment on function public.save_registration_draft is '保存本人的草稿（每人一份）';

create function public.discard_registration_draft()
returns void
language sql
security definer -- callers write registrations through functions alone
set search_path = ''
begin atomic
  delete from public.registrations r where r.writer = (select auth.uid()) and r.state = 'draft';
end;
comment on function public.discard_registration_draft is '删除本人的草稿';

create function public.my_registrations()
returns jsonb
language sql
stable
security definer -- credentials are closed to everybody; the writer sees the state of their own
set search_path = ''
return (
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', r.id, 'purpose', r.purpose, 'state', r.state,
    'organization_code', r.organization_code, 'organization_name', coalesce(o.name, r.proposed_name),
    'proposal', case when r.proposed_name is not null then
      jsonb_build_object('name', r.proposed_name, 'division_code', r.proposed_division_code) end,
    'contact', (select jsonb_build_object('name', k.name, 'post', k.post, 'phone', k.phone, 'mobile', k.mobile)
                from public.contacts k where k.registration_id = r.id),
    'existing_accounts', r.existing_accounts,
    'wanted_account', case when r.wanted_platform is not null then
      jsonb_build_object('platform', r.wanted_platform, 'nickname', r.wanted_nickname) end,
    'note', r.note, 'draft', r.draft, 'submitted_at', r.submitted_at, 'decided_at', r.decided_at,
    'decision_reason', r.decision_reason, 'activated_at', r.activated_at, 'answer_due_on', r.answer_due_on,
    'updated_at', r.updated_at,
    'credentials', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', c.id, 'platform', a.platform, 'nickname', a.nickname,
        'state', case when c.state in ('queued', 'sent', 'delivered', 'no_response') and c.link_expires_at <= now() then 'expired' else c.state end,
        'sent_at', c.sent_at, 'link_expires_at', c.link_expires_at, 'opened_at', c.opened_at, 'activated_at', c.activated_at,
        'can_send_link', c.sealed is not null and c.erase_at > now() and c.opened_at is null and c.state not in ('activated', 'revoked'),
        'reissue_requested_at', c.reissue_requested_at) order by c.issued_at desc), '[]')
      from private.credentials c join public.accounts a on a.id = c.account_id
      where c.registration_id = r.id and c.state <> 'revoked')
  ) order by r.updated_at desc, r.id), '[]')
  from public.registrations r left join public.organizations o on o.code = r.organization_code
  where r.writer = (select auth.uid())
);
comment on function public.my_registrations is '本人的登记和凭据进度';

create function public.withdraw_registration(registration_id uuid)
returns void
language plpgsql
security definer -- callers write registrations through functions alone
set search_path = ''
as $$
begin
  update public.registrations r set state = 'withdrawn'
  where r.id = registration_id and r.writer = (select auth.uid());
  if not found then perform private.refuse('registration-missing', '找不到这份登记'); end if;
end
$$;
comment on function public.withdraw_registration is '撤回本人的登记';

create function public.request_credential_link(credential_id uuid)
returns jsonb
language plpgsql
security definer -- credentials are closed to everybody
set search_path = ''
as $$
declare
  wanted private.credentials;
begin
  select c.* into wanted from private.credentials c join public.registrations r on r.id = c.registration_id
  where c.id = request_credential_link.credential_id and r.writer = (select auth.uid()) for update of c;
  if wanted.id is null then
    perform private.refuse('credential-missing', '找不到这份凭据');
  elsif wanted.state in ('activated', 'revoked') then
    perform private.refuse('credential-ended', '这份凭据已经启用或作废，不需要新链接');
  elsif wanted.sealed is null or wanted.erase_at <= now() or wanted.opened_at is not null then
    update private.credentials c set reissue_requested_at = coalesce(c.reissue_requested_at, now()) where c.id = wanted.id;
    return jsonb_build_object('outcome', 'asked');
  elsif wanted.queued_at > now() - interval '10 minutes' then
    perform private.refuse('credential-link-recent', '十分钟内已经发过一次，请先查看邮箱和垃圾邮件箱');
  end if;
  perform private.send_link(wanted.id);
  return jsonb_build_object('outcome', 'queued');
end
$$;
comment on function public.request_credential_link is '请求新的凭据链接';

revoke execute on function public.save_registration_draft(jsonb), public.discard_registration_draft(), public.my_registrations(),
  public.withdraw_registration(uuid), public.request_credential_link(uuid) from public, anon, authenticated, service_role;
grant execute on function public.save_registration_draft(jsonb), public.discard_registration_draft(), public.my_registrations(),
  public.withdraw_registration(uuid), public.request_credential_link(uuid) to authenticated;
