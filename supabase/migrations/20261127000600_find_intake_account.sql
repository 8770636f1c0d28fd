-- The account of a row of credential_intake was looked for by a condition that no index serves, and that tidied what was typed
-- anew for every account there is: a second a row at three thousand accounts. Typed values are tidied once, and each way of
-- naming an account is a lookup of its own.

create function private.intake_account(account_id text, organization_code text, platform text)
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
    if named_id !~ '^[0-9]{1,18}$' then return null; end if;
    select * into target from public.accounts a where a.closed_on is null and a.id = named_id::bigint;
  else
    select * into target from public.accounts a
    where a.closed_on is null and a.organization_code = named_organization and a.platform = named_platform and a.subject = 'organization';
  end if;
  return target;
end
$$;
comment on function private.intake_account is '按账号编号，或组织编号和平台，找到账号';

create or replace function private.issue_credential(account_id text, organization_code text, platform text, login_name text, initial_password text)
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
  target := private.intake_account(account_id, organization_code, platform);
  if target.id is null then perform private.refuse('intake-account-missing', '找不到这个账号，请核对账号编号，或组织编号和平台'); end if;

  select r.id into recipient
  from public.registrations r join public.contacts k on k.registration_id = r.id
  where r.organization_code = target.organization_code and r.state in ('approved', 'activated')
  order by r.decided_at desc limit 1;
  if recipient is null then perform private.refuse('intake-no-mailbox', '该单位还没有通过审核的登记，没有可以发信的邮箱'); end if;
  if coalesce(target.handle, target.nickname) is null then
    perform private.refuse('intake-account-unnamed', '这个账号还没有昵称和账号名，请先在 accounts 填好');
  end if;
  if not exists (select from private.sealing_keys) then
    perform private.refuse('intake-no-key', '还没有安装封存公钥，请联系技术人员');
  end if;

  -- A revoked credential takes its waiting mail with it.
  update private.credentials c set state = 'revoked'
  where c.account_id = target.id and c.state not in ('activated', 'revoked');
  insert into private.credentials (id, account_id, registration_id, sealed)
  values (issued, target.id, recipient, private.seal(jsonb_build_object(
    'credential_id', issued, 'login_name', login_name, 'initial_password', initial_password)::text));
  perform private.send_link(issued);
  return issued;
end
$$;

-- A link's mail that waits is found by its credential, however many wait.
create index outbox_waiting_link_idx on private.outbox (credential_id) where state = 'queued';

create or replace function private.queue_mail(
  kind private.mail_kind, recipient extensions.citext, payload jsonb, credential_id uuid default null, generation integer default null)
returns void
language plpgsql -- keeps its plan: it runs once for every mail
set search_path = ''
as $$
begin
  insert into private.outbox (kind, recipient, payload, credential_id, generation)
  values (kind, recipient, jsonb_strip_nulls(payload), credential_id, generation);
end
$$;

create or replace function private.seal(plain text)
returns bytea
language plpgsql -- for its plan, as above
set search_path = ''
as $$
begin
  return extensions.pgp_pub_encrypt(
    plain, extensions.dearmor((select k.public_key from private.sealing_keys k order by k.id desc limit 1)),
    'cipher-algo=aes256, compress-algo=0');
end
$$;

revoke execute on function private.intake_account(text, text, text) from public, anon, authenticated, service_role;
