-- Every row whose account could not be found said one sentence, whatever was wrong with it: a clerk with a school that nobody has
-- approved looked for a misspelled code. The finder now says which of the ways it is. What was typed is not quoted: in a row whose
-- columns are in a wrong order it may be the password.

create or replace function private.intake_account(account_id text, organization_code text, platform text)
returns public.accounts
language plpgsql
stable
set search_path = ''
as $$
declare
  named_id text := private.tidy(intake_account.account_id);
  named_organization text := private.tidy(intake_account.organization_code);
  named_platform text := lower(private.tidy(intake_account.platform));
  target public.accounts;
begin
  if named_id is not null then
    if named_id ~ '^[0-9]{1,18}$' then
      select * into target from public.accounts a where a.closed_on is null and a.id = named_id::bigint;
    end if;
    if target.id is null then
      perform private.refuse('intake-account-missing', '找不到这个账号编号，或者账号已经关闭');
    end if;
    return target;
  end if;
  if named_organization is null then
    perform private.refuse('intake-account-unsaid', '没有填账号编号，也没有填组织编号');
  elsif named_platform is null then
    perform private.refuse('intake-account-unsaid', '没有填平台');
  elsif not exists (select from public.organizations o where o.code = named_organization) then
    perform private.refuse('intake-organization-missing', '找不到这个组织编号');
  elsif not exists (select from public.platforms p where p.id = named_platform) then
    perform private.refuse('intake-platform-missing', format('没有这个平台，请写代号：%s',
      (select string_agg(p.id, '、' order by p.id) from public.platforms p)));
  end if;
  select * into target from public.accounts a
  where a.closed_on is null and a.organization_code = named_organization and a.platform = named_platform and a.subject = 'organization';
  if target.id is null and not exists (
    select from public.registrations r where r.organization_code = named_organization and r.state in ('approved', 'activated')) then
    perform private.refuse('intake-no-mailbox', '该单位还没有通过审核的登记，请先审核登记');
  elsif target.id is null then
    perform private.refuse('intake-account-missing', '找不到这个账号：该单位在这个平台没有账号，或者账号已经关闭');
  end if;
  return target;
end
$$;
comment on function private.intake_account is '按账号编号，或组织编号和平台，找到账号；找不到时说明缺的是哪一样';

create or replace function private.issue_credential(
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
