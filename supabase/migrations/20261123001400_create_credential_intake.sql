-- The staff's door for issued credentials: the dashboard cannot write views, so it is a table. Nothing here may fail: a failed
-- insert prints its row, password included, into the log. So every column is nullable text, nothing is constrained, and the
-- trigger catches all; it seals first, blanks the password, and says in Chinese what is wrong with a bad row.

create table public.credential_intake (
  id bigint generated always as identity primary key,
  account_id text,
  organization_code text,
  platform text,
  login_name text,
  initial_password text,
  result text,
  credential_id uuid,
  received_at timestamptz
);
comment on table public.credential_intake is '凭据录入：填账号编号（或组织编号加平台）、登录名、初始密码，保存即封存并发信，密码随即清空';
comment on column public.credential_intake.id is '编号（自动）';
comment on column public.credential_intake.account_id is '账号编号；或者填下面两列';
comment on column public.credential_intake.organization_code is '组织编号';
comment on column public.credential_intake.platform is '平台代号';
comment on column public.credential_intake.login_name is '登录名';
comment on column public.credential_intake.initial_password is '初始密码：保存后立即封存并清空';
comment on column public.credential_intake.result is '结果（自动）：已封存，或未收下的原因';
comment on column public.credential_intake.credential_id is '凭据编号（自动）';
comment on column public.credential_intake.received_at is '录入时间（自动）';

alter table public.credential_intake enable row level security;
-- No policy on purpose: only the dashboard writes here.
revoke all on public.credential_intake from anon, authenticated, service_role;

-- Finds the account and the proven mailbox; refuses in words that the row then shows.
create function private.issue_credential(account_id text, organization_code text, platform text, login_name text, initial_password text)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  target public.accounts;
  recipient uuid;
  issued uuid := gen_random_uuid();
begin
  if coalesce(login_name, '') = '' then perform private.refuse('intake-login-missing', '没有填登录名'); end if;
  if coalesce(initial_password, '') = '' then perform private.refuse('intake-password-missing', '没有填初始密码'); end if;
  if char_length(login_name) > 200 or char_length(initial_password) > 200 then
    perform private.refuse('intake-too-long', '登录名和初始密码都不能超过 200 个字');
  end if;
  select * into target from public.accounts a
  where a.closed_on is null and case
    when coalesce(issue_credential.account_id, '') <> '' then a.id::text = private.tidy(issue_credential.account_id)
    else a.organization_code = private.tidy(issue_credential.organization_code)
         and a.platform = lower(private.tidy(issue_credential.platform)) and a.subject = 'organization' end;
  if target.id is null then perform private.refuse('intake-account-missing', '找不到这个账号，请核对账号编号，或组织编号和平台'); end if;

  select r.id into recipient
  from public.registrations r join public.contacts k on k.registration_id = r.id
  where r.organization_code = target.organization_code and r.state in ('approved', 'activated')
  order by (r.wanted_platform = target.platform) desc nulls last, r.decided_at desc limit 1;
  if recipient is null then perform private.refuse('intake-no-mailbox', '该单位还没有通过审核的登记，没有可以发信的邮箱'); end if;
  if not exists (select from private.sealing_keys) then
    perform private.refuse('intake-no-key', '还没有安装封存公钥，请联系技术人员');
  end if;

  update private.credentials c set state = 'revoked'
  where c.account_id = target.id and c.state not in ('activated', 'revoked');
  update private.outbox o set state = 'cancelled', reason = 'a newer credential was issued'
  from private.credentials c where c.id = o.credential_id and c.account_id = target.id and o.state = 'queued';
  insert into private.credentials (id, account_id, registration_id, sealed)
  values (issued, target.id, recipient, private.seal(jsonb_build_object(
    'credential_id', issued, 'login_name', login_name, 'initial_password', initial_password)::text));
  perform private.send_link(issued);
  return issued;
end
$$;
comment on function private.issue_credential is '封存一份凭据并排队发信';

create function private.take_in_credential()
returns trigger
language plpgsql
security definer -- the room of credentials is closed to the writer
set search_path = ''
as $$
declare
  password text := new.initial_password;
begin
  new.initial_password := null;
  new.received_at := now();
  if tg_op = 'UPDATE' and old.credential_id is not null then
    new := old;
    new.result := '这一行已经封存，不能再改；要更换密码请另加一行';
    return new;
  end if;
  begin
    new.credential_id := private.issue_credential(new.account_id, new.organization_code, new.platform, new.login_name, password);
    new.result := '已封存，信已排队';
  exception
    when raise_exception then
      new.credential_id := null;
      new.result := '未收下：' || sqlerrm;
    when others then
      new.credential_id := null;
      new.result := '未收下：数据库错误 ' || sqlstate || '，请联系技术人员';
  end;
  return new;
end
$$;
comment on function private.take_in_credential is '收下凭据：先封存，清空密码，再写结果；绝不报错';

create trigger credential_intake_seals before insert or update on public.credential_intake
  for each row execute function private.take_in_credential();

revoke execute on all functions in schema private from public, anon, authenticated, service_role;
grant execute on function private.supervised_paths(), private.operated_platforms(), private.operator_may_contact(uuid)
  to authenticated;
