-- The hall (R017-R022, R064, R067, R083, R115, R129): an issuer, a document, an audience. Only what is published and due is public.

create type public.announcement_state as enum ('draft', 'published', 'withdrawn');

create table public.announcements (
  slug text constraint "网址编号已经用过，请换一个" primary key default to_char(now() at time zone 'Asia/Shanghai', 'YYYYMMDD') || '-' || substr(gen_random_uuid()::text, 1, 6)
    constraint "网址编号用小写字母、数字、连字符" check (slug ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
  issuer_code text not null constraint "没有发文单位，或它发过公告" references public.organizations (code) on delete restrict,
  title text not null constraint "标题应为 4 至 120 个字" check (title = private.tidy_name(title) and char_length(title) between 4 and 120),
  document_number text,
  addressees text,
  body text not null constraint "正文应为 1 至 50000 个字" check (char_length(body) between 1 and 50000),
  attachments jsonb not null default '[]'
    constraint "附件每项要有标题和网址" check (
      jsonb_typeof(attachments) = 'array'
      and not jsonb_path_exists(attachments, '$[*] ? (!(@.title.type() == "string" && @.address like_regex "^https?://"))')),
  issued_on date not null default private.today(),
  publish_at timestamptz not null default now(),
  pinned_until timestamptz,
  audience_code text constraint "没有面向的组织，或还有公告面向它" references public.organizations (code) on delete restrict,
  audience_kinds text[] not null default '{}',
  audience_levels smallint[] not null default '{}',
  relayed_from text constraint "没有被转发的公告，或它被转发过" references public.announcements (slug) on delete restrict,
  approved_by text,
  basis text,
  state public.announcement_state not null default 'draft',
  updated_at timestamptz not null default now(),
  constraint "公告不能转发自己" check (relayed_from <> slug)
);

comment on table public.announcements is '公告：写好后把 state 改为 published 即发布';
comment on column public.announcements.slug is '网址中的编号，留空自动生成，发布后不要改';
comment on column public.announcements.issuer_code is '发文单位编号';
comment on column public.announcements.title is '标题';
comment on column public.announcements.document_number is '文号';
comment on column public.announcements.addressees is '主送单位';
comment on column public.announcements.body is '正文（Markdown）';
comment on column public.announcements.attachments is '附件，例如 [{"title":"使用指南","address":"https://…"}]';
comment on column public.announcements.issued_on is '成文日期';
comment on column public.announcements.publish_at is '发布时间，可以定在将来';
comment on column public.announcements.pinned_until is '置顶到什么时候';
comment on column public.announcements.audience_code is '面向哪个组织及其下级，留空为全部';
comment on column public.announcements.audience_kinds is '面向哪些类别（organization_kinds），留空为全部';
comment on column public.announcements.audience_levels is '面向哪些层级（levels），留空为全部';
comment on column public.announcements.relayed_from is '转发自哪篇公告';
comment on column public.announcements.approved_by is '批准机关';
comment on column public.announcements.basis is '依据';
comment on column public.announcements.state is '状态：draft 草稿，published 已发布，withdrawn 已撤下';
comment on column public.announcements.updated_at is '最后修改时间（自动）';

create index announcements_issuer_code_idx on public.announcements (issuer_code);
create index announcements_audience_code_idx on public.announcements (audience_code);
create index announcements_relayed_from_idx on public.announcements (relayed_from);

alter table public.announcements enable row level security;
-- Visitors read what is published and due.
create policy "visitors read published announcements" on public.announcements
  for select to anon, authenticated using (state = 'published' and publish_at <= now());
grant select (slug, issuer_code, title, document_number, addressees, body, attachments, issued_on, publish_at, pinned_until,
  audience_code, audience_kinds, audience_levels, relayed_from, approved_by, basis)
  on public.announcements to anon, authenticated;
-- As with accounts: no estimate tells what is still a draft, or what an hour will bring, and whose.
alter table public.announcements alter column issuer_code set statistics 0, alter column audience_code set statistics 0,
  alter column relayed_from set statistics 0, alter column slug set statistics 0, alter column title set statistics 0,
  alter column document_number set statistics 0, alter column addressees set statistics 0, alter column body set statistics 0,
  alter column attachments set statistics 0, alter column audience_kinds set statistics 0, alter column approved_by set statistics 0,
  alter column basis set statistics 0, alter column issued_on set statistics 0, alter column publish_at set statistics 0;

select private.guard_typed('public.announcements');
create trigger announcements_touch before update on public.announcements
  for each row execute function private.touch_updated_at();
-- A draft that was edited is nobody's news; a withdrawal is.
create trigger announcements_inserted_publicly after insert on public.announcements referencing new table as changed
  for each statement execute function private.note_public_change('state = ''published''');
create trigger announcements_updated_publicly after update on public.announcements referencing old table as was new table as changed
  for each statement execute function private.note_public_change('state <> ''draft''');
create trigger announcements_deleted_publicly after delete on public.announcements referencing old table as changed
  for each statement execute function private.note_public_change('state = ''published''');
create trigger announcements_are_audited after insert or update or delete on public.announcements
  for each row execute function private.audit('slug', 'body');

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
    perform private.refuse('announcement-relay-self', '公告不能转发自己', 'relayed_from');
  elsif not new.audience_kinds <@ array(select k.id from public.organization_kinds k) then
    perform private.refuse('announcement-audience', '找不到面向的类别，请填 organization_kinds 里的 id', 'audience_kinds');
  elsif not new.audience_levels <@ array(select l.number from public.levels l) then
    perform private.refuse('announcement-audience-levels', '找不到面向的层级，请填 levels 里的 number', 'audience_levels');
  elsif new.state = 'published' and new.issued_on > (new.publish_at at time zone 'Asia/Shanghai')::date then
    perform private.refuse('announcement-issued-ahead', '成文日期不能晚于发布的那一天，请核对 issued_on 和 publish_at', 'issued_on');
  elsif jsonb_typeof(new.attachments) is distinct from 'array' or jsonb_path_exists(new.attachments,
      '$[*] ? (!(@.title.type() == "string" && @.address like_regex "^https?://"))') then
    perform private.refuse('announcement-attachments', '附件请写成 [{"title":"使用指南","address":"https://…"}]，没有附件写 []', 'attachments');
  end if;
  return new;
end
$$;
comment on function private.check_announcement is '检查公告的标题、正文、发文单位、面向和附件';
create trigger announcements_are_checked before insert or update on public.announcements
  for each row execute function private.check_announcement();

-- `draft -> published -> withdrawn -> published`: what was published is withdrawn, never drafted again, so that links keep their meaning.
create function private.check_announcement_state()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if old.state <> 'draft' and new.state = 'draft' then
    perform private.refuse('announcement-transition', '已发布过的公告不能再改回草稿，可以改为 withdrawn 撤下', 'state');
  end if;
  if old.state <> 'draft' and new.slug <> old.slug then
    perform private.refuse('announcement-slug-permanent', '公告发布后网址编号不能修改', 'slug');
  end if;
  return new;
end
$$;
comment on function private.check_announcement_state is '公告状态只能往前走';
create trigger announcements_go_forward before update of state, slug on public.announcements
  for each row execute function private.check_announcement_state();

-- An announcement's hour, and the end of its pinning, are publications of their own.
create function private.schedule_announcement()
returns trigger
language plpgsql
security definer -- the queue is closed to the writer
set search_path = ''
as $$
begin
  if new.state = 'published' then
    if new.publish_at > now() then perform private.queue_publication('announcement-due', new.publish_at); end if;
    if new.pinned_until > now() then perform private.queue_publication('announcement-unpinned', new.pinned_until); end if;
  end if;
  return null;
end
$$;
comment on function private.schedule_announcement is '到点发布、到点取消置顶';
create trigger announcements_are_scheduled after insert or update of state, publish_at, pinned_until on public.announcements
  for each row execute function private.schedule_announcement();
