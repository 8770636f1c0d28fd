-- A second account of one organization on one platform is refused with the way to the first one. As before otherwise.

create or replace function private.read_submission(submission jsonb)
returns public.registrations
language plpgsql
stable
set search_path = ''
as $$
declare
  row public.registrations;
  organization public.organizations;
  rule public.naming_rules;
begin
  if not coalesce(submission ->> 'purpose' = any (enum_range(null::public.registration_purpose)::text[]), false) then
    perform private.refuse('purpose-missing', '请选择要办理的事项', 'purpose');
  end if;
  row.purpose := submission ->> 'purpose';
  row.note := private.tidy(submission ->> 'note');
  row.existing_accounts := private.read_accounts(coalesce(submission -> 'existing_accounts', '[]'));
  row.wanted_platform := submission #>> '{wanted_account,platform}';
  row.wanted_nickname := private.tidy(submission #>> '{wanted_account,nickname}');
  row.organization_code := submission ->> 'organization_code';

  if row.organization_code is not null and coalesce(submission -> 'proposal', 'null') <> 'null' then
    perform private.refuse('organization-not-chosen', '请选择名录里的单位，或者填报新单位，不要两样都填', 'organization_code');
  elsif row.organization_code is not null then
    select * into organization from public.organizations o where o.code = row.organization_code;
    if organization.code is null then
      perform private.refuse('organization-missing', '名录里没有这个单位，请重新选择', 'organization_code');
    elsif organization.closed_on is not null then
      perform private.refuse('organization-closed', '这个单位已撤销，不能登记', 'organization_code');
    elsif row.purpose = 'register' and organization.registered_on is not null then
      perform private.refuse('organization-registered', '这个单位已经登记，请改为「增加账号」或「提出变更」；密码丢失或换了人的，请在「我的登记」找回账号', 'organization_code');
    end if;
  else
    row.proposed_name := private.tidy(submission #>> '{proposal,name}');
    row.proposed_division_code := submission #>> '{proposal,division_code}';
    if coalesce(submission -> 'proposal', 'null') = 'null' then
      perform private.refuse('organization-not-chosen', '请选择您的单位', 'organization_code');
    elsif row.proposed_name is null or char_length(row.proposed_name) not between 4 and 60 then
      perform private.refuse('proposal-name', '单位全称应为 4 至 60 个字', 'proposal.name');
    elsif not exists (select from public.divisions d where d.code = row.proposed_division_code and d.level <> 'nation') then
      perform private.refuse('proposal-division', '请选择单位所在的地区', 'proposal.division_code');
    elsif row.purpose <> 'register' then
      perform private.refuse('organization-not-chosen', '增加账号或变更信息，请选择已登记的单位', 'organization_code');
    end if;
  end if;

  if coalesce(submission -> 'wanted_account', 'null') <> 'null' then
    if not exists (select from public.platforms p where p.id = row.wanted_platform and p.is_alive) then
      perform private.refuse('wanted-platform', '请选择仍在运行的平台', 'wanted_account.platform');
    elsif exists (select from public.accounts a where a.organization_code = row.organization_code and a.platform = row.wanted_platform
                    and a.subject = 'organization' and a.closed_on is null) then
      perform private.refuse('wanted-second-on-platform',
        format('该单位在「%s」已有账号。密码丢失或换了人的，请在「我的登记」找回账号，不要再开第二个',
          (select p.name from public.platforms p where p.id = row.wanted_platform)), 'wanted_account.platform');
    elsif jsonb_path_exists(row.existing_accounts, '$[*] ? (@.platform == $p)', jsonb_build_object('p', row.wanted_platform)) then
      perform private.refuse('wanted-second-on-platform',
        format('「%s」已有账号，每个平台只登记一个，请换一个平台', (select p.name from public.platforms p where p.id = row.wanted_platform)),
        'wanted_account.platform');
    end if;
    select * into rule from public.naming_rules n where n.level = coalesce(organization.level, 5);
    if row.wanted_nickname is null or char_length(row.wanted_nickname) not between 2 and 30 or row.wanted_nickname !~ rule.pattern then
      perform private.refuse('wanted-nickname', coalesce(rule.sentence, '请填写想用的昵称'), 'wanted_account.nickname');
    end if;
  end if;
  if row.purpose = 'change' and row.note is null then
    perform private.refuse('note-missing', '请写明要变更什么', 'note');
  elsif row.purpose <> 'change' and row.wanted_platform is null and row.existing_accounts = '[]' then
    perform private.refuse('accounts-missing', '请填写已有账号，或选择申请开通新账号', 'wanted_account');
  elsif char_length(row.note) > 500 then
    perform private.refuse('note-long', '说明最多 500 个字', 'note');
  elsif submission -> 'declared' is distinct from 'true' then
    perform private.refuse('declaration-missing', '请确认填报内容真实', 'declared');
  elsif submission -> 'consented_register' is distinct from 'true' then
    perform private.refuse('consent-missing', '需要您同意登记所需的信息处理', 'consented_register');
  elsif submission -> 'consented_mail' is distinct from 'true' then
    perform private.refuse('consent-missing', '需要您同意通过邮件服务商发送通知', 'consented_mail');
  end if;
  return row;
end
$$;

revoke execute on function private.read_submission(jsonb) from public, anon, authenticated, service_role;
