-- Path, place and parent of an organization, kept for every writer. A parent's level is always above, so that a cycle
-- cannot be written; moving an organization moves its subtree.

create function private.place_organization()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  parent public.organizations;
  place public.divisions;
begin
  if tg_op = 'UPDATE' and new.code <> old.code then
    perform private.refuse('organization-code-permanent', '编号永久不变，不能修改', 'code');
  end if;
  new.name := private.tidy_name(new.name);
  new.short_name := private.tidy_name(new.short_name);

  select * into place from public.divisions d where d.code = new.division_code;
  if place.code is null then
    perform private.refuse('organization-division-missing', format('行政区划 %s 不存在', new.division_code), 'division_code');
  end if;
  if new.name is null or char_length(new.name) not between 2 and 60 then
    perform private.refuse('organization-name', '全称应为 2 至 60 个字', 'name');
  elsif (new.level = 1) <> (new.parent_code is null) then
    perform private.refuse('organization-parent-needed', '除全国级以外都要填上级组织编号 parent_code', 'parent_code');
  elsif new.kind <> 'committee' and new.level <> 5 then
    perform private.refuse('organization-level-kind', '学校的层级是 5', 'level');
  elsif new.kind = 'committee' and new.school_type is not null then
    perform private.refuse('organization-school-type', '团委机关不填 school_type', 'school_type');
  elsif new.kind = 'school' and new.school_type is distinct from 'secondary_school' then
    perform private.refuse('organization-school-type', '中学的 school_type 是 secondary_school', 'school_type');
  elsif new.kind = 'university' and coalesce(new.school_type, 'secondary_school') = 'secondary_school' then
    perform private.refuse('organization-school-type', '请填高校的 school_type：regular_university、vocational_college、private_university 或 independent_college', 'school_type');
  elsif new.successor_code is not null and new.closed_on is null then
    perform private.refuse('organization-successor', '填接替组织时要同时填撤销日期 closed_on', 'closed_on');
  elsif new.successor_code = new.code then
    perform private.refuse('organization-successor-self', '接替组织不能是它自己', 'successor_code');
  elsif new.closed_on < new.registered_on then
    perform private.refuse('organization-closed-early', '撤销日期不能早于登记日期', 'closed_on');
  end if;
  if new.kind = 'committee'
     and array_position(enum_range(null::public.division_level), place.level) <> new.level then
    perform private.refuse('organization-level-division', format('%s：团委机关的层级应与所在区划的层级一致', new.name), 'level');
  end if;

  if new.parent_code is null then
    new.path := new.code::extensions.ltree;
  else
    select * into parent from public.organizations o where o.code = new.parent_code;
    if parent.code is null then
      perform private.refuse('organization-parent-missing', format('上级组织 %s 不存在', new.parent_code), 'parent_code');
    elsif parent.kind <> 'committee' then
      perform private.refuse('organization-parent-kind', format('%s 不是团委机关，不能作为上级', parent.name), 'parent_code');
    elsif parent.level >= new.level then
      perform private.refuse('organization-parent-level', format('上级组织 %s 的层级应高于本组织', parent.name), 'parent_code');
    elsif new.kind = 'university' and parent.level <> 2 then
      perform private.refuse('organization-university-parent', format('%s：高校的上级应为省级团委', new.name), 'parent_code');
    end if;
    new.path := parent.path operator(extensions.||) new.code;
  end if;

  if tg_op = 'UPDATE' and new.level > old.level and exists (
       select from public.organizations o where o.parent_code = new.code and o.level <= new.level) then
    perform private.refuse('organization-children-level', format('%s 的下级中有层级不低于它的组织，请先调整下级', new.name), 'level');
  end if;
  if new.closed_on is null and exists (
       select from public.organizations o
       where o.division_code = new.division_code and o.name = new.name and o.closed_on is null and o.code <> new.code) then
    perform private.refuse('organization-name-taken', format('%s 已有同名组织「%s」', place.name, new.name), 'name');
  end if;
  return new;
end
$$;
comment on function private.place_organization is '维护组织的路径，检查上级、层级和同名';

create trigger organizations_are_placed before insert on public.organizations
  for each row execute function private.place_organization();

-- Only direct edits: the subtree's own move below sets paths that are already right.
create trigger organizations_are_placed_again
  before update of code, name, short_name, kind, level, school_type, division_code, parent_code, path, registered_on, closed_on,
    successor_code on public.organizations
  for each row when (pg_trigger_depth() = 0) execute function private.place_organization();

create function private.move_subtree()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  update public.organizations o
  set path = new.path operator(extensions.||) extensions.subpath(o.path, extensions.nlevel(old.path))
  where o.path operator(extensions.<@) old.path and o.code <> new.code;
  return null;
end
$$;
comment on function private.move_subtree is '组织换了上级，下级的路径一起改';

create trigger organizations_move_their_subtree after update on public.organizations
  for each row when (pg_trigger_depth() = 0 and old.path is distinct from new.path)
  execute function private.move_subtree();

-- Codes given by hand (the seed pins them) push the sequence on, so that no code is ever given twice.
create function private.advance_organization_codes()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  highest bigint := (select max(code::bigint) from arrived);
begin
  -- A sequence that has given nothing yet shows its first number as the last.
  if exists (select from private.organization_codes s where highest > s.last_value or (highest = s.last_value and not s.is_called)) then
    perform setval('private.organization_codes', highest);
  end if;
  return null;
end
$$;
comment on function private.advance_organization_codes is '手工给的编号推动编号序列';

create trigger organizations_advance_codes after insert on public.organizations
  referencing new table as arrived for each statement execute function private.advance_organization_codes();

revoke execute on all functions in schema private from public, anon, authenticated, service_role;
