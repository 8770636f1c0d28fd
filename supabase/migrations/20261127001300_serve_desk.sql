-- The desk (R094, R099, R106): who supervises sees what waits in the subtree below, with the person to call, and mends it there: another
-- mailbox, a new link, or the word that the school has its account. Their own organization is looked after from above, as every other is.

create function private.oversees(organization_code text)
returns boolean
language sql
stable
set search_path = ''
return exists (
  select from public.organizations o, unnest(private.supervised_paths()) as above
  where o.code = oversees.organization_code and o.path operator(extensions.<@) above and o.path operator(extensions.<>) above);
comment on function private.oversees is '当前登录者是否督导这个单位（不含自己所在的团委）';

create function private.enter_desk()
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if private.caller_email() is null then
    perform private.refuse('mailbox-unproven', '请先用验证码核实邮箱', 'email');
  elsif cardinality(private.supervised_paths()) = 0 then
    perform private.refuse('desk-closed', '这个邮箱不是督导人员的邮箱。请换督导人员的邮箱登录，或者请上级团委把它加进来', 'email');
  end if;
end
$$;
comment on function private.enter_desk is '只有督导人员能进督导台';

create function private.desk_registration(registration_id uuid)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  perform private.enter_desk();
  if not exists (select from public.registrations r where r.id = registration_id and private.oversees(r.organization_code)) then
    perform private.refuse('desk-missing', '找不到这份登记，或者它不在您督导的范围里');
  end if;
  return registration_id;
end
$$;
comment on function private.desk_registration is '确认这份登记在督导范围里';

create function private.desk_credential(credential_id uuid)
returns private.credentials
language plpgsql
set search_path = ''
as $$
declare
  wanted private.credentials;
begin
  perform private.enter_desk();
  select c.* into wanted from private.credentials c join public.accounts a on a.id = c.account_id
  where c.id = desk_credential.credential_id and private.oversees(a.organization_code) for update of c;
  if wanted.id is null then perform private.refuse('desk-missing', '找不到这份凭据，或者它不在您督导的范围里'); end if;
  return wanted;
end
$$;
comment on function private.desk_credential is '确认这份凭据在督导范围里';

-- What the desk shows of one task. Only the persons whom the supervisor must call.
create function private.desk_task(task private.tasks)
returns jsonb
language sql
stable
set search_path = ''
return (
  select jsonb_build_object('id', task.id, 'kind', task.kind, 'reason', task.reason, 'opened_at', task.opened_at,
    'organization_code', o.code, 'organization_name', o.name, 'registration_id', task.registration_id,
    'contact', (
      select jsonb_build_object('name', k.name, 'post', k.post, 'phone', k.phone, 'mobile', k.mobile, 'email', k.email)
      from public.contacts k where k.registration_id = task.registration_id),
    'change', (
      select jsonb_build_object('email', p.email, 'asked_by', p.asked_by, 'code_sent_at', p.code_sent_at, 'expires_at', p.expires_at,
        'trouble', p.trouble)
      from private.mailbox_proofs p where p.registration_id = task.registration_id and p.state = 'asked' and p.expires_at > now()),
    'credential', (
      select jsonb_build_object('id', c.id, 'platform', a.platform, 'nickname', a.nickname, 'state', c.state, 'reminders', c.reminders,
        'can_send_link', c.sealed is not null and c.erase_at > now() and c.opened_at is null and c.registration_id is not null
          and c.state not in ('activated', 'revoked'),
        'reissue_requested_at', c.reissue_requested_at)
      from private.credentials c join public.accounts a on a.id = c.account_id where c.id = task.credential_id))
  from public.organizations o where o.code = task.organization_code);
comment on function private.desk_task is '督导台上的一件事';

-- Fifty at a time, oldest first, `after` the last id that was seen.
create function public.desk_tasks(kind text default null, after bigint default null)
returns jsonb
language plpgsql
stable
security definer -- tasks and contacts are closed to everybody; the caller sees the subtree that staff_members names
set search_path = ''
as $$
begin
  perform private.enter_desk();
  return (
    with mine as materialized (
      select t.* from private.tasks t where t.closed_at is null and private.oversees(t.organization_code)),
    page as (
      select m.* from mine m
      where (desk_tasks.kind is null or m.kind::text = desk_tasks.kind) and m.id > coalesce(desk_tasks.after, 0) order by m.id limit 50)
    select jsonb_build_object(
      'organizations', (select jsonb_agg(jsonb_build_object('code', o.code, 'name', o.name) order by o.path)
        from public.organizations o where o.path operator(extensions.=) any (private.supervised_paths())),
      'counts', (select coalesce(jsonb_object_agg(c.kind, c.number), '{}') from (select m.kind, count(*) as number from mine m group by m.kind) c),
      'tasks', (select coalesce(jsonb_agg(private.desk_task(row(p.*)::private.tasks) order by p.id), '[]') from page p)));
end
$$;
comment on function public.desk_tasks is '督导台：下级单位里要处理的事';

create function public.desk_change_mailbox(registration_id uuid, email text)
returns jsonb
language plpgsql
security definer -- proofs are closed to everybody
set search_path = ''
as $$
declare
  proof private.mailbox_proofs;
begin
  proof := private.ask_mailbox_change(private.desk_registration(registration_id), email, 'supervisor');
  perform private.clear_new_email(proof.registration_id);
  return jsonb_build_object('outcome', 'code_sent', 'email', proof.email);
end
$$;
comment on function public.desk_change_mailbox is '上级更正联系邮箱：验证码发到新邮箱';

create function public.desk_withdraw_change(registration_id uuid)
returns void
language plpgsql
security definer -- proofs are closed to everybody
set search_path = ''
as $$
begin
  perform private.end_mailbox_change(private.desk_registration(registration_id));
  perform private.clear_new_email(registration_id);
end
$$;
comment on function public.desk_withdraw_change is '上级取消更正邮箱';

create function public.desk_send_link(credential_id uuid)
returns jsonb
language plpgsql
security definer -- credentials are closed to everybody
set search_path = ''
as $$
begin
  return private.send_link_again(private.desk_credential(credential_id));
end
$$;
comment on function public.desk_send_link is '上级让系统再发一个链接';

-- The school said on the telephone that it has logged in and changed the password.
create function public.desk_confirm_activation(credential_id uuid)
returns void
language plpgsql
security definer -- credentials are closed to everybody
set search_path = ''
as $$
declare
  wanted private.credentials := private.desk_credential(credential_id);
begin
  if wanted.state = 'activated' then return; end if;
  if wanted.state <> 'opened' then perform private.refuse('desk-not-opened', '凭据还没有打开过，不能确认启用'); end if;
  perform private.activate(wanted, '{logged_in,password_changed}');
end
$$;
comment on function public.desk_confirm_activation is '上级确认学校已经启用';

create function private.activate(wanted private.credentials, checklist text[])
returns private.credentials
language plpgsql
set search_path = ''
as $$
begin
  update private.credentials c set state = 'activated', activated_at = now(), checklist = activate.checklist
  where c.id = wanted.id returning * into wanted;
  update public.accounts a
  set opened_on = coalesce(a.opened_on, private.today()), handed_over_on = coalesce(a.handed_over_on, private.today())
  where a.id = wanted.account_id;
  update public.registrations r set state = 'activated' where r.id = wanted.registration_id and r.state = 'approved';
  perform private.queue_mail('activation_confirmed', k.email, jsonb_build_object(
    'organization_name', o.name, 'organization_code', o.code, 'platform_name', p.name, 'contact_name', k.name))
  from public.accounts a join public.organizations o on o.code = a.organization_code
  join public.platforms p on p.id = a.platform join public.contacts k on k.registration_id = wanted.registration_id
  where a.id = wanted.account_id;
  return wanted;
end
$$;
comment on function private.activate is '启用：抹去凭据，记下移交日期，写信确认';

create or replace function public.confirm_activation(credential_id uuid, generation integer, checklist text[])
returns jsonb
language plpgsql
security definer -- credentials are closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  wanted private.credentials;
  refusal jsonb;
  place record;
begin
  select * into wanted from private.credentials c where c.id = confirm_activation.credential_id for update;
  refusal := private.link_refusal(wanted, generation);
  if refusal ->> 'outcome' <> 'activated' then return refusal; end if;
  if wanted.state not in ('opened', 'activated') then return jsonb_build_object('outcome', 'not_opened'); end if;
  if not confirm_activation.checklist @> '{logged_in,password_changed}' and wanted.state = 'opened' then
    perform private.refuse('activation-steps-missing', '请先登录平台并修改密码，再确认启用', 'checklist');
  end if;
  if wanted.state = 'opened' then wanted := private.activate(wanted, confirm_activation.checklist); end if;
  select o.code, o.name into place
  from public.accounts a join public.organizations o on o.code = a.organization_code where a.id = wanted.account_id;
  return jsonb_build_object('outcome', 'confirmed', 'organization_code', place.code, 'organization_name', place.name,
    'activated_at', wanted.activated_at);
end
$$;

revoke execute on all functions in schema private from public, anon, authenticated, service_role;
grant execute on function private.supervised_paths(), private.operated_platforms(), private.registrations_of_operator()
  to authenticated;
revoke execute on function public.desk_tasks(text, bigint), public.desk_change_mailbox(uuid, text), public.desk_withdraw_change(uuid),
  public.desk_send_link(uuid), public.desk_confirm_activation(uuid) from public, anon, authenticated, service_role;
grant execute on function public.desk_tasks(text, bigint), public.desk_change_mailbox(uuid, text), public.desk_withdraw_change(uuid),
  public.desk_send_link(uuid), public.desk_confirm_activation(uuid) to authenticated;
