-- The server's log is read by more people, and kept longer and elsewhere, than any table. PostgreSQL writes into it, beside an error, the
-- row that failed (`Failing row contains …`), the statement that brought it, and, of what was slow, its parameters. No function can keep
-- that out: a request's arguments are cast before any function of ours runs, and a row editor writes values into its statement.
--
-- So the two logins through which everything of a person comes, that of requests and that of staff, write no error and no statement into
-- the log. Whoever asked gets the error as before; what fails by itself keeps its code in a table (chores, publications, mails). These are
-- settings of roles: a hosted project lets the role postgres make them (supautils, privileged_role_allowed_configs: log_min_messages always,
-- log_min_error_statement since June 2026; log_error_verbosity never), and a logical backup does not hold them, so this is asked again
-- after a restore. Where one cannot be made, nothing fails: the answer says which.

create function private.keep_log_clean()
returns text
language plpgsql
set search_path = ''
as $$
declare
  login text;
  setting text[];
  missing text[] := '{}';
begin
  foreach login in array array['authenticator', 'postgres'] loop
    -- A statement may also be printed beside the end of a session; parameters, where a project turned that on, beside any error.
    foreach setting slice 1 in array array[
      ['log_min_messages', 'fatal'], ['log_min_error_statement', 'panic'], ['log_parameter_max_length_on_error', '0'], ['log_parameter_max_length', '0']]
    loop
      begin
        execute format('alter role %I set %I = %L', login, setting[1], setting[2]);
      exception
        when insufficient_privilege or undefined_object then missing := missing || (login || '.' || setting[1]);
      end;
    end loop;
  end loop;
  return case when missing = '{}' then '日志里不再写出错的内容' else '没有设成：' || array_to_string(missing, '，') end;
end
$$;
comment on function private.keep_log_clean is '不让出错的行、语句和参数写进服务器日志：设在 authenticator 和 postgres 两个角色上；恢复备份以后再运行一次';
select private.keep_log_clean();
