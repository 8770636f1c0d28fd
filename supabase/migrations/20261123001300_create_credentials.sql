-- Credentials (R043-R048, R053-R055, R086). Sealed as they are written: the database holds a public key and bytes it cannot open.
-- What is sealed names its own row, so that a ciphertext moved to another row does not open there.

create type private.credential_state as enum (
  'issued', 'queued', 'sent', 'delivered', 'opened', 'activated', 'undeliverable', 'no_response', 'expired', 'revoked');

create table private.sealing_keys (
  id integer generated always as identity primary key,
  public_key text not null,
  installed_at timestamptz not null default now()
);
comment on table private.sealing_keys is '封存凭据用的公钥；私钥只在函数的环境变量里';
comment on column private.sealing_keys.id is '编号，最大的一把在用';
comment on column private.sealing_keys.public_key is 'OpenPGP 公钥（RSA）';
comment on column private.sealing_keys.installed_at is '安装时间';

create table private.credentials (
  id uuid primary key default gen_random_uuid(),
  account_id bigint not null references public.accounts (id) on delete restrict,
  registration_id uuid not null references public.registrations (id) on delete restrict,
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
  constraint credentials_end_erased check (state not in ('activated', 'revoked') or sealed is null)
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
create index credentials_account_id_idx on private.credentials (account_id);
create index credentials_registration_id_idx on private.credentials (registration_id);
create index credentials_readable_idx on private.credentials (readable_until) where sealed is not null;
create unique index credentials_one_live_an_account on private.credentials (account_id)
  where state not in ('activated', 'revoked');
alter table private.outbox add constraint outbox_credential_id_fkey
  foreign key (credential_id) references private.credentials (id) on delete restrict;

alter table private.sealing_keys enable row level security;
alter table private.credentials enable row level security;
-- No policy on purpose on both: only the functions of the database read them.

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
language sql
set search_path = ''
return extensions.pgp_pub_encrypt(
  plain, extensions.dearmor((select k.public_key from private.sealing_keys k order by k.id desc limit 1)),
  'cipher-algo=aes256, compress-algo=0');
comment on function private.seal is '用公钥封存';

-- Legal steps, whoever writes; what has ended is erased in the same statement.
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
    ('queued', 'expired'), ('sent', 'expired'), ('delivered', 'expired'), ('no_response', 'expired'),
    ('no_response', 'opened'), ('no_response', 'undeliverable'), ('opened', 'activated'),
    ('sent', 'queued'), ('delivered', 'queued'), ('expired', 'queued'), ('no_response', 'queued'), ('undeliverable', 'queued'),
    ('issued', 'revoked'), ('queued', 'revoked'), ('sent', 'revoked'), ('delivered', 'revoked'), ('opened', 'revoked'),
    ('undeliverable', 'revoked'), ('no_response', 'revoked'), ('expired', 'revoked')) then
    perform private.refuse('credential-transition', format('凭据不能从 %s 变为 %s', old.state, new.state), 'state');
  end if;
  if new.state in ('activated', 'revoked') then new.sealed := null; end if;
  if old.sealed is not null and new.sealed is null then new.erased_at := now(); end if;
  if old.sealed is null and new.sealed is not null then
    perform private.refuse('credential-erased', '抹去的凭据不能再写回，请重新录入', 'sealed');
  end if;
  return new;
end
$$;
comment on function private.step_credential is '凭据状态只能按规定变化；结束即抹去';

create trigger credentials_step before update on private.credentials
  for each row execute function private.step_credential();

-- A new generation of the link: 72 hours, the mail queued in the same transaction, earlier links dead.
create function private.send_link(credential_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  facts record;
  expires timestamptz := date_trunc('second', now()) + interval '72 hours';
begin
  select c.generation, c.state, k.email, k.name as contact_name, o.name as organization_name, p.name as platform_name
  into strict facts
  from private.credentials c
  join public.accounts a on a.id = c.account_id
  join public.organizations o on o.code = a.organization_code
  join public.platforms p on p.id = a.platform
  join public.contacts k on k.registration_id = c.registration_id
  where c.id = send_link.credential_id for update of c;
  update private.outbox set state = 'cancelled', reason = 'a newer link was asked for'
  where outbox.credential_id = send_link.credential_id and state = 'queued';
  update private.credentials c
  set state = 'queued', queued_at = now(), sent_at = null, delivered_at = null,
      link_expires_at = least(expires, c.erase_at),
      generation = facts.generation + case when facts.state = 'issued' then 0 else 1 end
  where c.id = send_link.credential_id returning generation, link_expires_at into facts.generation, expires;
  perform private.queue_mail('credential_link', facts.email, jsonb_build_object(
    'organization_name', facts.organization_name, 'platform_name', facts.platform_name,
    'contact_name', facts.contact_name, 'link_expires_at', expires), send_link.credential_id, facts.generation);
end
$$;
comment on function private.send_link is '发新链接，旧链接失效';

-- Takes away what nobody may read any more. Runs with every claim of mail and every opening; a schedule may call it too.
create function private.erase_due_credentials()
returns void
language sql
set search_path = ''
begin atomic
  update private.credentials set state = 'expired'
  where state in ('queued', 'sent', 'delivered', 'no_response') and link_expires_at <= now();
  update private.credentials set sealed = null
  where sealed is not null and (readable_until <= now() or erase_at <= now());
end;
comment on function private.erase_due_credentials is '到期即抹去';

-- An account that is closed needs no credential any more.
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
comment on function private.revoke_closed_account is '账号关闭，凭据随之作废';

create trigger accounts_revoke_when_closed after update of closed_on on public.accounts
  for each row when (old.closed_on is null and new.closed_on is not null) execute function private.revoke_closed_account();

revoke execute on all functions in schema private from public, anon, authenticated, service_role;
grant execute on function private.supervised_paths(), private.operated_platforms(), private.operator_may_contact(uuid)
  to authenticated;
