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
