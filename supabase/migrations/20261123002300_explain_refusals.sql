-- What staff mistype in the dashboard is refused in their words, before a constraint's name would do it in English.

create function private.check_announcement()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.title := private.tidy_name(new.title);
  if new.title is null or char_length(new.title) not between 4 and 120 then
    perform private.refuse('announcement-title', '标题应为 4 至 120 个字', 'title');
  elsif coalesce(char_length(new.body), 0) not between 1 and 50000 then
    perform private.refuse('announcement-body', '请写正文，最多 50,000 个字', 'body');
  elsif not exists (select from public.organizations o where o.code = new.issuer_code) then
    perform private.refuse('announcement-issuer', '找不到发文单位，请填 organizations 里的编号', 'issuer_code');
  elsif new.slug !~ '^[a-z0-9][a-z0-9-]{0,79}$' then
    perform private.refuse('announcement-slug', '网址编号只能用小写字母、数字和连字符；可以留空', 'slug');
  elsif new.relayed_from is not null and not exists (select from public.announcements a where a.slug = new.relayed_from) then
    perform private.refuse('announcement-relay', '找不到被转发的公告，请填它的 slug', 'relayed_from');
  elsif new.relayed_from = new.slug then
    perform private.refuse('announcement-relay', '公告不能转发自己', 'relayed_from');
  elsif jsonb_typeof(new.attachments) is distinct from 'array' or jsonb_path_exists(new.attachments,
      '$[*] ? (!(@.title.type() == "string" && @.address like_regex "^https?://"))') then
    perform private.refuse('announcement-attachments', '附件请写成 [{"title":"使用指南","address":"https://…"}]，没有附件写 []', 'attachments');
  end if;
  return new;
end
$$;
comment on function private.check_announcement is '检查公告的标题、正文、发文单位和附件';

create trigger announcements_are_checked before insert or update on public.announcements
  for each row execute function private.check_announcement();

create function private.check_staff_member()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.name := private.tidy_name(new.name);
  new.email := private.tidy(new.email::text)::extensions.citext;
  if new.email is null or new.email !~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' then
    perform private.refuse('staff-email', '请填写完整的邮箱地址', 'email');
  elsif new.name is null then
    perform private.refuse('staff-name', '请填写姓名', 'name');
  elsif new.role = 'supervisor' and (new.organization_code is null or new.platform is not null) then
    perform private.refuse('staff-scope', 'supervisor 填所属团委编号 organization_code，不填平台', 'organization_code');
  elsif new.role = 'operator' and (new.platform is null or new.organization_code is not null) then
    perform private.refuse('staff-scope', 'operator 填平台 platform，不填团委编号', 'platform');
  elsif new.organization_code is not null and not exists (
      select from public.organizations o where o.code = new.organization_code and o.kind = 'committee') then
    perform private.refuse('staff-organization', '找不到这个团委，请填 organizations 里团委机关的编号', 'organization_code');
  elsif new.platform is not null and not exists (select from public.platforms p where p.id = new.platform) then
    perform private.refuse('staff-platform', '找不到这个平台，请填 platforms 里的 id', 'platform');
  end if;
  return new;
end
$$;
comment on function private.check_staff_member is '检查工作人员的邮箱、角色和范围';

create trigger staff_members_are_checked before insert or update on public.staff_members
  for each row execute function private.check_staff_member();

revoke execute on function private.check_announcement(), private.check_staff_member() from public, anon, authenticated, service_role;
