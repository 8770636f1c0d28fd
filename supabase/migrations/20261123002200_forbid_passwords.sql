-- Nobody signs in with a password here. Without this, a stranger could sign up with a school's mailbox and a password of their
-- own, wait until the school proves the mailbox by a code, and then come in by that password.

create function private.forbid_password()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.encrypted_password := null;
  return new;
end
$$;
comment on function private.forbid_password is '本站只用邮箱验证码登录，不留任何密码';

create trigger users_have_no_password before insert or update of encrypted_password on auth.users
  for each row execute function private.forbid_password();

revoke execute on function private.forbid_password() from public, anon, authenticated, service_role;
