-- Credentials (R043-R048, R053-R055, R086). Sealed as they are written: the database holds a public key and bytes it cannot open.
-- What is sealed names its own row, so that a ciphertext moved to another row does not open there.

create table private.sealing_keys (
  id integer generated always as identity primary key,
  public_key text not null,
  installed_at timestamptz not null default now()
);

comment on table private.sealing_keys is '封存凭据用的公钥；私钥只在函数的环境变量里';
comment on column private.sealing_keys.id is '编号，最大的一把在用';
comment on column private.sealing_keys.public_key is 'OpenPGP 公钥（RSA）';
comment on column private.sealing_keys.installed_at is '安装时间';

alter table private.sealing_keys enable row level security;
-- No policy on purpose: only the functions of the database read it.

create function private.install_sealing_key(armored text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform extensions.pgp_pub_encrypt('probe', extensions.dearmor(armored));
  insert into private.sealing_keys (public_key)
  select armored where armored is distinct from (select k.public_key from private.sealing_keys k order by k.id desc limit 1);
end
$$;
comment on function private.install_sealing_key is '安装封存公钥；先试封一次，不能用就报错';

create function private.seal(plain text)
returns bytea
language plpgsql -- keeps its plan within a session
set search_path = ''
as $$
begin
  return extensions.pgp_pub_encrypt(
    plain, extensions.dearmor((select k.public_key from private.sealing_keys k order by k.id desc limit 1)),
    'cipher-algo=aes256, compress-algo=0');
end
$$;
comment on function private.seal is '用公钥封存';

create type private.credential_state as enum (
  'issued', 'queued', 'sent', 'delivered', 'opened', 'activated', 'undeliverable', 'no_response', 'expired', 'revoked');

create table private.credentials (
  id uuid primary key default gen_random_uuid(),
  account_id bigint not null references public.accounts (id) on delete restrict,
  registration_id uuid references public.registrations (id) on delete restrict,
  state private.credential_state not null default 'issued',
  generation integer not null default 1 constraint credentials_generation_counts_up check (generation >= 1),
  sealed bytea,
  issued_at timestamptz not null default now(),
  queued_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  link_expires_at timestamptz,
  erase_at timestamptz not null default now() + interval '30 days',
  opened_at timestamptz,
  reader_hash text,
  readable_until timestamptz,
  activated_at timestamptz,
  checklist text[] not null default '{}',
  erased_at timestamptz,
  reissue_requested_at timestamptz,
  trouble text,
  first_sent_at timestamptz,
  remind_at timestamptz,
  reminders integer not null default 0 constraint credentials_reminders_stop check (reminders between 0 and 5),
  reminders_in_step integer not null default 0,
  reminded_on date,
  bundle_id uuid references private.bundles (id) on delete restrict,
  handed_on_at timestamptz,
  constraint credentials_end_erased check (state not in ('activated', 'revoked') or sealed is null),
  constraint credentials_go_somewhere check (registration_id is not null or bundle_id is not null)
);

comment on table private.credentials is '账号凭据：只存封存后的内容，数据库自己也打不开';
comment on column private.credentials.id is '编号';
comment on column private.credentials.account_id is '账号';
comment on column private.credentials.registration_id is '发给哪份登记的联系人';
comment on column private.credentials.state is '状态：issued 已录入，queued 待发信，sent 已发信，delivered 已送达，opened 已打开，activated 已启用，undeliverable 无法送达，no_response 久未打开，expired 链接过期，revoked 已作废';
comment on column private.credentials.generation is '第几次发链接，旧链接随之失效';
comment on column private.credentials.sealed is '封存的登录名和初始密码，过期、启用、作废即抹去';
comment on column private.credentials.issued_at is '录入时间';
comment on column private.credentials.queued_at is '排队发信时间';
comment on column private.credentials.sent_at is '发出时间';
comment on column private.credentials.delivered_at is '送达时间';
comment on column private.credentials.link_expires_at is '链接有效到';
comment on column private.credentials.erase_at is '封存内容最迟抹去的时间';
comment on column private.credentials.opened_at is '打开时间';
comment on column private.credentials.reader_hash is '打开它的浏览器（散列）';
comment on column private.credentials.readable_until is '同一浏览器可再看的期限';
comment on column private.credentials.activated_at is '启用时间';
comment on column private.credentials.checklist is '学校勾选的事项';
comment on column private.credentials.erased_at is '抹去时间';
comment on column private.credentials.reissue_requested_at is '学校请求重新发放的时间；重新录入凭据即可';
comment on column private.credentials.trouble is '为什么没有送到，学校和上级都会看到（自动）';
comment on column private.credentials.first_sent_at is '第一次发出链接的时间，提醒从这天算起';
comment on column private.credentials.remind_at is '下次提醒，或者不再等的时间（自动）';
comment on column private.credentials.reminders is '已提醒几次，最多五次';
comment on column private.credentials.reminders_in_step is '其中这一步提醒几次';
comment on column private.credentials.reminded_on is '最近一次提醒的日期（北京时间）';
comment on column private.credentials.bundle_id is '在哪个转交包里';
comment on column private.credentials.handed_on_at is '由上级或工作人员转交的时间';

create index credentials_account_id_idx on private.credentials (account_id);
create index credentials_registration_id_idx on private.credentials (registration_id);
create index credentials_readable_idx on private.credentials (readable_until) where sealed is not null;
create unique index credentials_one_live_an_account on private.credentials (account_id)
  where state not in ('activated', 'revoked');
create index credentials_link_expiry_idx on private.credentials (link_expires_at) where state in ('queued', 'sent', 'delivered');
create index credentials_erase_at_idx on private.credentials (erase_at) where sealed is not null;
create index credentials_remind_at_idx on private.credentials (remind_at) where remind_at is not null;
create index credentials_bundle_id_idx on private.credentials (bundle_id);

alter table private.credentials enable row level security;
-- No policy on purpose: only the functions of the database read it.

create trigger credentials_are_audited after insert or update or delete on private.credentials
  for each row execute function private.audit('id', 'sealed', 'reader_hash');

-- Legal steps, whoever writes, with three of a hand-out that no link of the school makes. What has ended is erased in the same statement.
-- The calendar of reminders begins with the first link, begins anew with the opening and with a mend, and ends with the credential.
create function private.step_credential()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.state <> old.state and not (old.state, new.state) in (
    ('issued', 'queued'), ('queued', 'sent'), ('queued', 'opened'), ('queued', 'undeliverable'),
    ('sent', 'delivered'), ('sent', 'opened'), ('sent', 'undeliverable'), ('sent', 'no_response'),
    ('delivered', 'opened'), ('delivered', 'undeliverable'), ('delivered', 'no_response'),
    ('queued', 'expired'), ('sent', 'expired'), ('delivered', 'expired'), ('expired', 'no_response'),
    ('no_response', 'opened'), ('no_response', 'undeliverable'), ('opened', 'activated'),
    ('sent', 'queued'), ('delivered', 'queued'), ('expired', 'queued'), ('no_response', 'queued'), ('undeliverable', 'queued'),
    ('issued', 'revoked'), ('queued', 'revoked'), ('sent', 'revoked'), ('delivered', 'revoked'), ('opened', 'revoked'),
    ('undeliverable', 'revoked'), ('no_response', 'revoked'), ('expired', 'revoked'))
    and not ((old.state, new.state) = ('issued', 'opened') and new.bundle_id is not null)
    and not ((old.state, new.state) in (('issued', 'opened'), ('undeliverable', 'opened'), ('expired', 'opened')) and new.handed_on_at is not null) then
    perform private.refuse('credential-transition', format('凭据不能从 %s 变为 %s', old.state, new.state), 'state');
  end if;
  if new.state in ('activated', 'revoked') then new.sealed := null; end if;
  if old.sealed is not null and new.sealed is null then new.erased_at := now(); end if;
  if old.sealed is null and new.sealed is not null then
    perform private.refuse('credential-erased', '抹去的凭据不能再写回，请重新录入', 'sealed');
  end if;
  if new.reminders > old.reminders and old.reminded_on = private.today() then
    perform private.refuse('credential-reminded-today', '今天已经提醒过，一天最多一次', 'reminders');
  end if;
  if new.state <> old.state then
    if new.state = 'queued' then new.trouble := null; end if;
    if new.state = 'sent' and new.first_sent_at is null then
      new.first_sent_at := now();
      new.reminders_in_step := 0;
      new.remind_at := private.next_reminder(new);
    elsif new.state = 'opened' then
      new.reminders_in_step := 0;
      new.remind_at := private.next_reminder(new);
    elsif new.state = 'undeliverable' then
      new.first_sent_at := null;
      new.remind_at := null;
    elsif new.state in ('no_response', 'activated', 'revoked') then
      new.remind_at := null;
    elsif old.state = 'no_response' and new.state = 'queued' then
      -- Somebody asked for a link after all: the calendar runs again from there, with what is left of the five.
      new.first_sent_at := null;
    end if;
  end if;
  return new;
end
$$;
comment on function private.step_credential is '凭据状态只能按规定变化；结束即抹去';
create trigger credentials_step before update on private.credentials
  for each row execute function private.step_credential();

-- Takes away what nobody may read any more. Runs with every claim of mail and every opening; a schedule may call it too. Workers that
-- sweep at once step aside for each other; and a school that did not answer stays one that did not answer when its last link expires.
create function private.erase_due_credentials()
returns void
language sql
set search_path = ''
begin atomic
  update private.credentials set state = 'expired'
  where id = any (array(
    select c.id from private.credentials c
    where c.state in ('queued', 'sent', 'delivered') and c.link_expires_at <= now() for update skip locked));
  update private.credentials set sealed = null
  where id = any (array(
    select c.id from private.credentials c
    where c.sealed is not null and (c.readable_until <= now() or c.erase_at <= now()) for update skip locked));
end;
comment on function private.erase_due_credentials is '到期即抹去';

create function private.credentials_are_due()
returns boolean
language plpgsql -- keeps its plan: it is asked every second
stable
set search_path = ''
as $$
begin
  return exists (select from private.credentials c where c.state in ('queued', 'sent', 'delivered') and c.link_expires_at <= now())
    or exists (select from private.credentials c where c.sealed is not null and c.readable_until <= now())
    or exists (select from private.credentials c where c.sealed is not null and c.erase_at <= now());
end
$$;
comment on function private.credentials_are_due is '有凭据到期';
insert into private.chores (name, position, due, work) values ('凭据到期即抹去', 20, 'credentials_are_due', 'erase_due_credentials');

-- A hand-out as its school and the level above see it. `is_expired`: nobody opened the newest link in time, whatever else the state says; the
-- sweep that writes `expired` may not have come by yet. `can_send_link`: the bytes are still sealed, and the school has a link of its own.
create function private.credential_json(credential private.credentials)
returns jsonb
language sql
stable
set search_path = ''
return (
  select jsonb_build_object('id', credential.id, 'platform', a.platform, 'nickname', a.nickname, 'state', credential.state,
    'is_expired', credential.state = 'expired' or (
      credential.state in ('queued', 'sent', 'delivered', 'no_response') and coalesce(credential.link_expires_at <= now(), false)),
    'sent_at', credential.sent_at, 'link_expires_at', credential.link_expires_at, 'opened_at', credential.opened_at,
    'activated_at', credential.activated_at, 'reminders', credential.reminders,
    'can_send_link', credential.sealed is not null and credential.erase_at > now() and credential.opened_at is null
      and credential.registration_id is not null and credential.state not in ('activated', 'revoked'),
    'reissue_requested_at', credential.reissue_requested_at,
    'trouble', case when credential.state = 'undeliverable' then credential.trouble end)
  from public.accounts a where a.id = credential.account_id);
comment on function private.credential_json is '一份凭据的进度';

-- A credential goes to the present contact of its account's organization, whoever writes.
create function private.keep_credential_addressed()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.registration_id is distinct from (
       select (private.present_contact(a.organization_code)).registration_id from public.accounts a where a.id = new.account_id) then
    perform private.refuse('credential-contact', '凭据只能发给单位现在的联系人', 'registration_id');
  end if;
  return new;
end
$$;
comment on function private.keep_credential_addressed is '凭据只发给组织现在的联系人';
create trigger credentials_go_to_the_contact before insert or update of registration_id, account_id on private.credentials
  for each row when (new.registration_id is not null) execute function private.keep_credential_addressed();

-- An account that is closed needs no credential any more, and one that turns out to be another organization's must be handed out anew.
create function private.revoke_closed_account()
returns trigger
language plpgsql
security definer -- credentials are closed to the writer
set search_path = ''
as $$
begin
  update private.credentials c set state = 'revoked' where c.account_id = new.id and c.state not in ('activated', 'revoked');
  return null;
end
$$;
comment on function private.revoke_closed_account is '账号关闭或改归别的组织，凭据随之作废';
create trigger accounts_revoke_when_closed after update of closed_on, organization_code on public.accounts
  for each row when (old.closed_on is null and new.closed_on is not null or old.organization_code <> new.organization_code)
  execute function private.revoke_closed_account();
