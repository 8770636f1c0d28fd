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
comment on function private.oversees is '当前登录者是否督导这个组织（不含自己所在的团委）';

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
    'contact', (select private.contact_json(k) from public.contacts k where k.registration_id = task.registration_id),
    'change', private.change_json(task.registration_id),
    'credential', (select private.credential_json(c) from private.credentials c where c.id = task.credential_id))
  from public.organizations o where o.code = task.organization_code);
comment on function private.desk_task is '督导台上的一件事';

-- Fifty at a time, oldest first, `after` the last id that was seen.
create function calls.desk_tasks(kind text default null, after bigint default null)
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
comment on function calls.desk_tasks is '督导台：下级组织里要处理的事';
select private.offer('desk_tasks', 'authenticated');

-- What the subtree handed in, and who did: fifty at a time, oldest first, `after` the last id that was seen. No drafts.
create function calls.desk_registrations(after uuid default null)
returns jsonb
language plpgsql
stable
security definer -- registrations and contacts are closed to everybody; the caller sees the subtree that staff_members names
set search_path = ''
as $$
declare
  paths extensions.ltree[] := private.supervised_paths();
  last public.registrations;
begin
  perform private.enter_desk();
  if after is not null then
    select r.* into last from public.registrations r join public.organizations o on o.code = r.organization_code
    where r.id = after and o.path operator(extensions.<@) any (paths);
    if last.id is null then perform private.refuse('desk-missing', '找不到这份登记，或者它不在您督导的范围里'); end if;
  end if;
  return (
    with page as (
      select r.* from public.registrations r join public.organizations o on o.code = r.organization_code
      where r.state <> 'draft' and o.path operator(extensions.<@) any (paths)
        and (last.id is null or (r.created_at, r.id) > (last.created_at, last.id))
      order by r.created_at, r.id limit 50)
    select coalesce(jsonb_agg(private.registration_json(row(p.*)::public.registrations)
      || jsonb_build_object('from_present_contact', p.from_present_contact) order by p.created_at, p.id), '[]') from page p);
end
$$;
comment on function calls.desk_registrations is '督导台：下级组织提交的登记和联系人';
select private.offer('desk_registrations', 'authenticated');

-- Whom an operator must reach (R100): the contacts of organizations with an open account of theirs on its platform, fifty at a time, `after` the last
-- organization that was seen. Whoever operates none finds nobody.
create function calls.operator_contacts(after text default null)
returns jsonb
language plpgsql
stable
security definer -- contacts are closed to everybody; the caller sees those of the platform that staff_members names
set search_path = ''
as $$
declare
  platforms text[] := private.operated_platforms();
begin
  return (
    with page as (
      select r.id, r.organization_code from public.registrations r
      where r.purpose = 'register' and r.state in ('approved', 'activated') and r.organization_code > coalesce(after, '')
        and exists (
          select from public.accounts a
          where a.organization_code = r.organization_code and a.platform = any (platforms) and a.closed_on is null
            and a.subject in ('organization', 'project'))
      order by r.organization_code limit 50)
    select coalesce(jsonb_agg(jsonb_build_object('organization_code', o.code, 'organization_name', o.name,
      'contact', private.contact_json(k)) order by o.code), '[]')
    from page p join public.organizations o on o.code = p.organization_code join public.contacts k on k.registration_id = p.id);
end
$$;
comment on function calls.operator_contacts is '平台运营人员：在本平台有账号的组织的联系人';
select private.offer('operator_contacts', 'authenticated');

create function calls.desk_change_mailbox(registration_id uuid, email text)
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
  return jsonb_build_object('outcome', case when proof.old_mailbox = 'asked' then 'waits_for_old' else 'code_sent' end, 'email', proof.email);
end
$$;
comment on function calls.desk_change_mailbox is '上级更正联系邮箱：原邮箱收不到信的，验证码发到新邮箱；收得到的，先问原邮箱';
select private.offer('desk_change_mailbox', 'authenticated');

create function calls.desk_withdraw_change(registration_id uuid)
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
comment on function calls.desk_withdraw_change is '上级取消更正邮箱';
select private.offer('desk_withdraw_change', 'authenticated');

create function calls.desk_send_link(credential_id uuid)
returns jsonb
language plpgsql
security definer -- credentials are closed to everybody
set search_path = ''
as $$
begin
  return private.send_link_again(private.desk_credential(credential_id));
end
$$;
comment on function calls.desk_send_link is '上级让系统再发一个链接';
select private.offer('desk_send_link', 'authenticated');

-- The school said on the telephone that it has logged in and changed the password.
create function calls.desk_confirm_activation(credential_id uuid)
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
  perform private.activate(wanted, private.required_items());
end
$$;
comment on function calls.desk_confirm_activation is '上级确认学校已经启用';
select private.offer('desk_confirm_activation', 'authenticated');

create function calls.desk_recoveries(registration_id uuid)
returns jsonb
language plpgsql
stable
security definer -- recoveries are closed to everybody
set search_path = ''
as $$
begin
  perform private.desk_registration(registration_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'why', r.why, 'note', r.note, 'asked_at', r.asked_at,
      'contact', private.person_json(r.name, r.post, r.phone, r.mobile, r.email))
      order by r.asked_at), '[]')
    from private.recoveries r where r.registration_id = desk_recoveries.registration_id and r.state = 'asked');
end
$$;
comment on function calls.desk_recoveries is '督导台：一份登记的找回申请';
select private.offer('desk_recoveries', 'authenticated');

create function calls.desk_decide_recovery(recovery_id uuid, is_approved boolean, reason text default null)
returns void
language plpgsql
security definer -- recoveries are closed to everybody
set search_path = ''
as $$
declare
  wanted private.recoveries;
begin
  perform private.enter_desk();
  select * into wanted from private.recoveries r
  where r.id = desk_decide_recovery.recovery_id and private.oversees(r.organization_code) for update;
  if wanted.id is null then perform private.refuse('desk-missing', '找不到这份申请，或者它不在您督导的范围里'); end if;
  if wanted.asker = (select auth.uid())
     or private.mailbox_root(wanted.email::text) = private.mailbox_root((select private.caller_email())) then
    perform private.refuse('desk-own-request', '这是您自己提出的申请，请让另一位督导人员办理');
  end if;
  update private.recoveries r
  set state = case when is_approved then 'approved' else 'refused' end::private.recovery_state, decision_reason = reason where r.id = wanted.id;
end
$$;
comment on function calls.desk_decide_recovery is '上级同意或不同意找回';
select private.offer('desk_decide_recovery', 'authenticated');

create function calls.desk_bundles()
returns jsonb
language plpgsql
stable
security definer -- bundles are closed to everybody; a supervisor sees those of the own committee
set search_path = ''
as $$
begin
  perform private.enter_desk();
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'title', b.title, 'email', private.masked(b.email),
      'link_expires_at', b.link_expires_at, 'can_send_link', b.generation < 20,
      'waiting', (select count(*) from private.credentials c where c.bundle_id = b.id and c.state = 'issued'),
      'opened', (select count(*) from private.credentials c where c.bundle_id = b.id and c.state = 'opened' and c.handed_on_at is null),
      'handed_on', (select count(*) from private.credentials c where c.bundle_id = b.id and c.handed_on_at is not null and c.state <> 'revoked'))
      order by b.created_at desc), '[]')
    from private.bundles b join public.organizations o on o.code = b.organization_code
    where b.state = 'open' and o.path operator(extensions.=) any (private.supervised_paths()));
end
$$;
comment on function calls.desk_bundles is '督导台：交给本团委的转交包';
select private.offer('desk_bundles', 'authenticated');

create function calls.desk_send_bundle(bundle_id uuid)
returns void
language plpgsql
security definer -- bundles are closed to everybody
set search_path = ''
as $$
declare
  wanted private.bundles;
begin
  perform private.enter_desk();
  select b.* into wanted from private.bundles b join public.organizations o on o.code = b.organization_code
  where b.id = desk_send_bundle.bundle_id and b.state = 'open' and o.path operator(extensions.=) any (private.supervised_paths()) for update of b;
  if wanted.id is null then perform private.refuse('desk-bundle-missing', '找不到这个转交包，或者它已经结束'); end if;
  if wanted.generation >= 20 then perform private.refuse('bundle-links-used', '链接已发过二十次，请联系工作人员'); end if;
  if exists (select from private.outbox o where o.subject_id = wanted.id and o.created_at > now() - interval '10 minutes') then
    perform private.refuse('credential-link-recent', '十分钟内已经发过一次，请先查看邮箱和垃圾邮件箱');
  end if;
  perform private.send_bundle_link(wanted.id);
end
$$;
comment on function calls.desk_send_bundle is '督导台：再发一个转交包的链接';
select private.offer('desk_send_bundle', 'authenticated');
