-- A line of a batch that was refused and is refused again stands once: taking the old one away was undone together with
-- what the refusal undid, so it is done by itself beforehand.

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
  if tg_op = 'INSERT' and coalesce(new.batch, '') <> '' then
    begin
      delete from public.credential_intake i
      where i.batch = new.batch and i.batch_row = new.batch_row and i.credential_id is null;
    exception
      when others then null;
    end;
  end if;
  begin
    if tg_op = 'INSERT' and coalesce(new.batch, '') <> '' then
      perform pg_advisory_xact_lock(hashtextextended(new.batch, 4));
      if exists (select from public.credential_intake i
                 where i.batch = new.batch and i.batch_row = new.batch_row and i.credential_id is not null) then
        return null;
      end if;
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
