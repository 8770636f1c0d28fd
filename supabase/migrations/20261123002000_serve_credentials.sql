-- What the functions open-credential and confirm-activation may do. They prove the link's token before they call; the
-- database decides whether it still opens. Wrong tokens are counted by address and never lock a credential.

create table private.attempts (
  bucket text not null,
  window_start timestamptz not null,
  count integer not null default 1,
  primary key (bucket, window_start)
);
comment on table private.attempts is '失败次数（按来源散列，不含地址）';
comment on column private.attempts.bucket is '来源';
comment on column private.attempts.window_start is '时段起点';
comment on column private.attempts.count is '次数';
alter table private.attempts enable row level security;
-- No policy on purpose: only take_attempt reads it.

create function public.take_attempt(bucket text, allowed integer, window_seconds integer)
returns boolean
language sql
security definer -- the counter is closed to everybody; execution is the service role's alone
set search_path = ''
begin atomic
  delete from private.attempts where window_start < now() - interval '1 day';
  insert into private.attempts as a (bucket, window_start)
  values (take_attempt.bucket, to_timestamp(floor(extract(epoch from now()) / window_seconds) * window_seconds))
  on conflict (bucket, window_start) do update set count = a.count + 1
  returning a.count <= allowed;
end;
comment on function public.take_attempt is '记一次失败，返回是否还在限度之内';

-- Why a link does not open, or null where it does. Generations before the present one are superseded.
create function private.link_refusal(credential private.credentials, generation integer)
returns jsonb
language sql
stable
set search_path = ''
return case
  when credential.id is null or generation is null or generation > credential.generation then jsonb_build_object('outcome', 'wrong_link')
  when credential.state = 'activated' then jsonb_build_object('outcome', 'activated')
  when credential.state = 'revoked' then jsonb_build_object('outcome', 'revoked')
  when generation < credential.generation then jsonb_build_object('outcome', 'superseded')
end;
comment on function private.link_refusal is '链接打不开的原因';

create function public.open_credential(credential_id uuid, generation integer, reader_hash text)
returns jsonb
language plpgsql
security definer -- credentials are closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  wanted private.credentials;
  refusal jsonb;
begin
  perform private.erase_due_credentials();
  select * into wanted from private.credentials c where c.id = open_credential.credential_id for update;
  refusal := private.link_refusal(wanted, generation);
  if refusal is not null then return refusal; end if;
  if wanted.state = 'opened' then
    if wanted.sealed is null or wanted.reader_hash is distinct from open_credential.reader_hash then
      return jsonb_build_object('outcome', 'already_opened', 'opened_at', wanted.opened_at);
    end if;
  elsif wanted.state in ('expired', 'undeliverable') or wanted.sealed is null or wanted.link_expires_at <= now() then
    return jsonb_build_object('outcome', 'expired');
  else
    update private.credentials c
    set state = 'opened', opened_at = now(), readable_until = now() + interval '10 minutes', reader_hash = open_credential.reader_hash
    where c.id = wanted.id returning * into wanted;
  end if;
  return (
    select jsonb_build_object(
      'outcome', 'opened', 'sealed', translate(encode(wanted.sealed, 'base64'), E'\n', ''),
      'organization_code', o.code, 'organization_name', o.name, 'platform_name', p.name, 'platform_home', p.home_url,
      'readable_until', wanted.readable_until)
    from public.accounts a
    join public.organizations o on o.code = a.organization_code
    join public.platforms p on p.id = a.platform
    where a.id = wanted.account_id);
end
$$;
comment on function public.open_credential is '打开凭据：只打开一次，同一浏览器十分钟内可再看';

create function public.confirm_activation(credential_id uuid, generation integer, checklist text[])
returns jsonb
language plpgsql
security definer -- credentials are closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  wanted private.credentials;
  refusal jsonb;
  place record;
begin
  select * into wanted from private.credentials c where c.id = confirm_activation.credential_id for update;
  refusal := private.link_refusal(wanted, generation);
  if refusal ->> 'outcome' <> 'activated' then return refusal; end if;
  if wanted.state not in ('opened', 'activated') then return jsonb_build_object('outcome', 'not_opened'); end if;
  if not confirm_activation.checklist @> '{logged_in,password_changed}' and wanted.state = 'opened' then
    perform private.refuse('activation-steps-missing', '请先登录平台并修改密码，再确认启用', 'checklist');
  end if;
  if wanted.state = 'opened' then
    update private.credentials c
    set state = 'activated', activated_at = now(), checklist = confirm_activation.checklist
    where c.id = wanted.id returning * into wanted;
    update public.accounts a
    set opened_on = coalesce(a.opened_on, private.today()), handed_over_on = coalesce(a.handed_over_on, private.today())
    where a.id = wanted.account_id;
    update public.registrations r set state = 'activated' where r.id = wanted.registration_id and r.state = 'approved';
    perform private.queue_mail('activation_confirmed', k.email, jsonb_build_object(
      'organization_name', o.name, 'organization_code', o.code, 'platform_name', p.name, 'contact_name', k.name))
    from public.accounts a join public.organizations o on o.code = a.organization_code
    join public.platforms p on p.id = a.platform join public.contacts k on k.registration_id = wanted.registration_id
    where a.id = wanted.account_id;
  end if;
  select o.code, o.name into place
  from public.accounts a join public.organizations o on o.code = a.organization_code where a.id = wanted.account_id;
  return jsonb_build_object('outcome', 'confirmed', 'organization_code', place.code, 'organization_name', place.name,
    'activated_at', wanted.activated_at);
end
$$;
comment on function public.confirm_activation is '学校确认账号已启用';

revoke execute on function public.take_attempt(text, integer, integer), public.open_credential(uuid, integer, text),
  public.confirm_activation(uuid, integer, text[]) from public, anon, authenticated, service_role;
grant execute on function public.take_attempt(text, integer, integer), public.open_credential(uuid, integer, text),
  public.confirm_activation(uuid, integer, text[]) to service_role;
revoke execute on function private.link_refusal(private.credentials, integer) from public, anon, authenticated, service_role;
