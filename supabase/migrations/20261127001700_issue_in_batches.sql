-- Ten thousand credentials at once (R086): a row may name the bundle that it goes through, and the file and line that it came from. A line
-- that was sealed is not sealed again, so that an import that was cut off, or started twice, goes on where it stood. What identifies a
-- line holds nothing of its secret: no hash of a password can be guessed at.

alter table public.credential_intake add column bundle text, add column batch text, add column batch_row text;
comment on column public.credential_intake.bundle is '转交包编号（经上级转交的才填）';
comment on column public.credential_intake.batch is '哪一批导入；同一批里的同一行只录入一次';
comment on column public.credential_intake.batch_row is '这一批里的第几行';
-- Not unique: a violation would print the row into the log. The trigger looks first.
create index credential_intake_batch_idx on public.credential_intake (batch, batch_row);

drop function private.issue_credential(text, text, text, text, text);
create function private.issue_credential(
  account_id text, organization_code text, platform text, login_name text, initial_password text, bundle text default null)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  target public.accounts;
  recipient uuid;
  bearer private.bundles;
  issued uuid := gen_random_uuid();
begin
  if coalesce(login_name, '') = '' then perform private.refuse('intake-login-missing', '没有填登录名'); end if;
  if coalesce(initial_password, '') = '' then perform private.refuse('intake-password-missing', '没有填初始密码'); end if;
  if char_length(login_name) > 200 or char_length(initial_password) > 200 then
    perform private.refuse('intake-too-long', '登录名和初始密码都不能超过 200 个字');
  end if;
  target := private.intake_account(account_id, organization_code, platform);
  if target.id is null then perform private.refuse('intake-account-missing', '找不到这个账号，请核对账号编号，或组织编号和平台'); end if;

  select r.id into recipient
  from public.registrations r join public.contacts k on k.registration_id = r.id
  where r.organization_code = target.organization_code and r.state in ('approved', 'activated')
  order by r.decided_at desc limit 1;
  if private.tidy(bundle) is not null then
    select b.* into bearer from private.bundles b
    join public.organizations above on above.code = b.organization_code
    join public.organizations o on o.code = target.organization_code and o.path operator(extensions.<@) above.path
    where b.id::text = lower(private.tidy(bundle)) and b.state = 'open';
    if bearer.id is null then perform private.refuse('intake-bundle', '找不到这个转交包，或者该单位不在它的团委之下'); end if;
  elsif recipient is null then
    perform private.refuse('intake-no-mailbox', '该单位还没有通过审核的登记，没有可以发信的邮箱');
  end if;
  if coalesce(target.handle, target.nickname) is null then
    perform private.refuse('intake-account-unnamed', '这个账号还没有昵称和账号名，请先在 accounts 填好');
  end if;
  if not exists (select from private.sealing_keys) then
    perform private.refuse('intake-no-key', '还没有安装封存公钥，请联系技术人员');
  end if;

  -- A revoked credential takes its waiting mail with it.
  update private.credentials c set state = 'revoked'
  where c.account_id = target.id and c.state not in ('activated', 'revoked');
  insert into private.credentials (id, account_id, registration_id, bundle_id, sealed)
  values (issued, target.id, case when bearer.id is null then recipient end, bearer.id, private.seal(jsonb_build_object(
    'credential_id', issued, 'login_name', login_name, 'initial_password', initial_password)::text));
  if bearer.id is null then perform private.send_link(issued); end if;
  return issued;
end
$$;
comment on function private.issue_credential is '封存一份凭据并排队发信，或放进转交包';

create or replace function private.take_in_credential()
returns trigger
language plpgsql
security definer -- the room of credentials is closed to the writer
set search_path = ''
as $$
declare
  password text := new.initial_password;
begin
  new.initial_password := null;
  new.received_at := to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS');
  -- A number that somebody typed, or a file brought along, must not collide either.
  new.id := case tg_op when 'UPDATE' then old.id else nextval('public.credential_intake_id_seq') end;
  if tg_op = 'UPDATE' and old.credential_id is not null then
    new := old;
    new.result := '这一行已经封存，不能再改；要更换密码请另加一行';
    return new;
  end if;
  begin
    if tg_op = 'INSERT' and coalesce(new.batch, '') <> '' then
      perform pg_advisory_xact_lock(hashtextextended(new.batch, 4));
      if exists (select from public.credential_intake i
                 where i.batch = new.batch and i.batch_row = new.batch_row and i.credential_id is not null) then
        return null;
      end if;
      delete from public.credential_intake i where i.batch = new.batch and i.batch_row = new.batch_row;
    end if;
    new.credential_id := private.issue_credential(
      new.account_id, new.organization_code, new.platform, new.login_name, password, new.bundle);
    new.result := case when private.tidy(new.bundle) is null then '已封存，信已排队' else '已封存，放进转交包' end;
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

revoke execute on function private.issue_credential(text, text, text, text, text, text) from public, anon, authenticated, service_role;
