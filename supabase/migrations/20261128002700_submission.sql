-- One registration is one call: save, contact, consents, mail, in one transaction. Every refusal names its field. Whoever hands in waits for
-- what they hand in already, so that the same hand-in, word for word and under the one key that the form gave it, is one however often it is
-- sent. Another one under that key is another hand-in.

create function calls.submit_registration(submission jsonb)
returns jsonb
language plpgsql
security definer -- one call writes what the caller may not write piece by piece
set search_path = ''
as $$
declare
  caller uuid := (select auth.uid());
  mailbox extensions.citext := private.caller_email();
  key text;
  read public.registrations;
  person public.contacts;
  saved public.registrations;
begin
  if caller is null or mailbox is null then
    perform private.refuse('mailbox-unproven', '请先用验证码核实邮箱', 'email');
  elsif pg_column_size(submission) > 65536 then
    perform private.refuse('registration-too-large', '填的内容太多，没有收下');
  end if;
  perform pg_advisory_xact_lock(hashtextextended(caller::text, 0));
  if submission ->> 'key' is not null then
    key := md5(submission::text);
    select * into saved from public.registrations r where r.writer = caller and r.submission_key = key;
    if found then return private.receipt(saved); end if;
  end if;
  read := private.read_submission(submission);
  person := private.read_contact(submission -> 'contact');
  if submission ->> 'id' is not null then
    select * into saved from public.registrations r where r.id::text = submission ->> 'id' and r.writer = caller for update;
    if saved.id is null then
      perform private.refuse('registration-missing', '找不到这份登记，请回到「我的登记」重新打开');
    elsif saved.state not in ('draft', 'returned') then
      perform private.refuse('registration-not-open', format('这份登记现在是「%s」，不能再改', private.registration_state_name(saved.state)));
    end if;
  end if;
  read.id := coalesce(saved.id, gen_random_uuid());
  insert into public.contacts (registration_id, name, post, phone, mobile, email, mailbox_verified_at)
  values (read.id, person.name, person.post, person.phone, person.mobile, mailbox, now())
  on conflict (registration_id) do update
    set name = excluded.name, post = excluded.post, phone = excluded.phone, mobile = excluded.mobile,
        email = excluded.email, mailbox_verified_at = excluded.mailbox_verified_at;
  if saved.id is null then
    insert into public.registrations (id, writer, state, purpose, organization_code, proposed_name, proposed_division_code,
      existing_accounts, wanted_platform, wanted_nickname, note, declared_at, consented_register_at, consented_mail_at, submission_key)
    values (read.id, caller, 'submitted', read.purpose, read.organization_code, read.proposed_name, read.proposed_division_code,
      read.existing_accounts, read.wanted_platform, read.wanted_nickname, read.note, now(), now(), now(), key)
    returning * into saved;
  else
    update public.registrations r
    set state = 'submitted', purpose = read.purpose, organization_code = read.organization_code,
        proposed_name = read.proposed_name, proposed_division_code = read.proposed_division_code,
        existing_accounts = read.existing_accounts, wanted_platform = read.wanted_platform,
        wanted_nickname = read.wanted_nickname, note = read.note,
        declared_at = now(), consented_register_at = now(), consented_mail_at = now(), submission_key = key
    where r.id = saved.id returning * into saved;
  end if;
  return private.receipt(saved);
end
$$;
comment on function calls.submit_registration is '提交登记：一次调用，一个事务';
select private.offer('submit_registration', 'authenticated');

create function private.receipt(registration public.registrations)
returns jsonb
language plpgsql -- keeps its plan: it runs once for every registration
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', registration.id, 'state', registration.state, 'submitted_at', registration.submitted_at,
    'answer_due_on', registration.answer_due_on,
    'organization_name', coalesce((select o.name from public.organizations o where o.code = registration.organization_code), registration.proposed_name));
end
$$;
comment on function private.receipt is '一份登记的回执';

-- A second account of one organization on one platform is refused with the way to the first one.
create function private.read_submission(submission jsonb)
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
    perform private.refuse('organization-and-proposal', '请选择名录里的单位，或者填报新单位，不要两样都填', 'organization_code');
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
    elsif row.proposed_name ~ '://|@|[.。](?:[A-Za-z]{2,}|中国|公司|网络|网址|在线)|\d\.\d+\.\d+\.\d' then
      perform private.refuse('proposal-name', '单位全称里不能有网址和邮箱', 'proposal.name');
    elsif not exists (select from public.divisions d where d.code = row.proposed_division_code and d.parent_code is not null) then
      perform private.refuse('proposal-division', '请选择单位所在的地区', 'proposal.division_code');
    elsif row.purpose <> 'register' then
      perform private.refuse('proposal-only-registers', '增加账号或变更信息，请选择已登记的单位', 'organization_code');
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
      perform private.refuse('wanted-beside-existing',
        format('「%s」已有账号，每个平台只登记一个，请换一个平台', (select p.name from public.platforms p where p.id = row.wanted_platform)),
        'wanted_account.platform');
    end if;
    select * into rule from public.naming_rules n
    where n.level = coalesce(organization.level, (select k.level from public.organization_kinds k where k.is_proposed));
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
    perform private.refuse('consent-register-missing', '需要您同意登记所需的信息处理', 'consented_register');
  elsif submission -> 'consented_mail' is distinct from 'true' then
    perform private.refuse('consent-mail-missing', '需要您同意通过邮件服务商发送通知', 'consented_mail');
  end if;
  return row;
end
$$;
comment on function private.read_submission is '整理并检查一份登记';

create function private.read_accounts(accounts jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  tidied jsonb := '[]';
  claimed jsonb;
  place public.platforms;
  field text;
  handle text;
  nickname text;
  address text;
begin
  if jsonb_typeof(accounts) is distinct from 'array' or jsonb_array_length(accounts) > 10 then
    perform private.refuse('existing-accounts-list', '一次最多填 10 个账号', 'existing_accounts');
  end if;
  for claimed in select value from jsonb_array_elements(accounts) loop
    field := 'existing_accounts.' || jsonb_array_length(tidied);
    handle := private.plain_handle(claimed ->> 'handle');
    nickname := private.tidy(claimed ->> 'nickname');
    address := private.tidy(claimed ->> 'address');
    select * into place from public.platforms p where p.id = claimed ->> 'platform';
    if place.id is null then perform private.refuse('existing-account-platform', '请选择账号所在的平台', field || '.platform'); end if;
    if handle is null or char_length(handle) not between 2 and 120 or handle ~ '[ /?#]' then
      perform private.refuse('existing-account-handle', '请填写账号名，2 至 120 个字符，不能有空格和斜线', field || '.handle');
    elsif nickname is null or char_length(nickname) not between 2 and 30 then
      perform private.refuse('existing-account-nickname', '请填写账号昵称，2 至 30 个字', field || '.nickname');
    elsif address is not null and (address !~ '^https?://[^\s<>"]+$' or char_length(address) > 500
          or private.handle_in_address(address, place) is null) then
      perform private.refuse('existing-account-address', '网址与所选平台不符，请从账号主页复制网址', field || '.address');
    elsif jsonb_path_exists(tidied, '$[*] ? (@.platform == $p)', jsonb_build_object('p', place.id)) then
      perform private.refuse('existing-account-twice', format('「%s」的账号填了两次，每个平台只登记一个', place.name), field || '.platform');
    end if;
    tidied := tidied || jsonb_build_object('platform', place.id, 'handle', handle, 'nickname', nickname, 'address', address);
  end loop;
  return tidied;
end
$$;
comment on function private.read_accounts is '整理并检查已有账号';

create function calls.save_registration_draft(draft jsonb)
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
comment on function calls.save_registration_draft is '保存本人的草稿（每人一份）';
select private.offer('save_registration_draft', 'authenticated');

create function calls.discard_registration_draft()
returns void
language sql
security definer -- callers write registrations through functions alone
set search_path = ''
begin atomic
  delete from public.registrations r where r.writer = (select auth.uid()) and r.state = 'draft';
end;
comment on function calls.discard_registration_draft is '删除本人的草稿';
select private.offer('discard_registration_draft', 'authenticated');
