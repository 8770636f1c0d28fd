-- What every other room stands on. `public` is what the API shows: tables that anybody may read, and of each call a wrapper that runs with
-- the caller's rights. `calls` holds what the wrappers call, with the owner's rights; `private` is for functions of the database alone;
-- `extensions` holds what is not ours. Nobody gets usage on `calls` or `private`: wrappers, policies and triggers reach them by reference.

create schema if not exists extensions;
create extension if not exists citext with schema extensions;
create extension if not exists ltree with schema extensions;
create extension if not exists pgcrypto with schema extensions;

create schema private;
comment on schema private is '只供数据库内部函数使用：凭据、发信队列、审计等';
revoke all on schema private from public;

create schema calls;
comment on schema calls is '网站和云函数的调用；接口不直接暴露，只经 public 里的同名函数进来';
revoke all on schema calls from public;

-- Whatever is made from here on is closed until a grant opens it, and a room says `grant` alone. PostgreSQL gives every new function to
-- everybody, which can only be taken back for all schemas at once (so after the extensions, whose operators everybody uses); Supabase
-- used to give whatever stands in `public` to the three roles of requests, and projects made in those days still do.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;

-- Opens a function of `calls` to one role: makes its wrapper in `public`, alike in name, arguments, answer, volatility and label, that does
-- nothing else than call it. In SQL and not plpgsql, so that the call is a reference: the role needs no usage on `calls`, and so has no other
-- way to it.
create function private.offer(called text, role text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  body pg_catalog.pg_proc;
  wrapper regprocedure;
begin
  select * into strict body from pg_catalog.pg_proc p where p.proname = called and p.pronamespace = 'calls'::regnamespace;
  execute format('create function public.%I(%s) returns %s language sql %s set search_path = %L return calls.%I(%s)',
    called, pg_get_function_arguments(body.oid), pg_get_function_result(body.oid),
    case body.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end, '', called,
    (select string_agg(quote_ident(name), ', ' order by place) from unnest(body.proargnames) with ordinality as named (name, place)));
  wrapper := format('public.%I', called)::regproc;
  execute format('comment on function %s is %L', wrapper, obj_description(body.oid, 'pg_proc'));
  execute format('grant execute on function %s to %I', wrapper, role);
  execute format('grant execute on function %s to %I', body.oid::regprocedure, role);
end
$$;
comment on function private.offer is '把 calls 里的一个函数交给一种角色调用';

-- A refusal is a readable sentence; `hint` is its stable code, `detail` the path of the field it is about.
create function private.refuse(code text, sentence text, field text default null)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  raise exception using errcode = 'P0001', message = sentence, hint = code, detail = coalesce(field, '');
end
$$;
comment on function private.refuse is '以一句可读的话拒绝；hint 为固定代号，detail 为字段路径';

-- Radicals and strokes that have code points of their own, as copying from some PDFs gives them (⻘海, ⻢鞍山), become the ideograph
-- that looks the same, by Unicode's EquivalentUnifiedIdeograph.txt (15.0). The same as `mendRadicals` in contracts/text/signs.ts, with the
-- Kangxi radicals, which NFKC would change there.
create function private.mend_radicals(typed text)
returns text
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  if typed !~ '[\u2e80-\u2fdf\u31c0-\u31ef]' then return typed; end if;
  return translate(typed,
    '⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛' ||
    '⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳⼀⼁⼂⼃⼄⼅⼆⼇⼈⼉⼊⼋⼌⼍⼎⼏⼐⼑⼒⼓⼔⼕⼖⼗⼘⼙⼚⼛⼜⼝⼞⼟⼠⼡⼢⼣⼤⼥⼦⼧⼨⼩⼪⼫⼬⼭⼮⼯⼰⼱⼲⼳⼴⼵⼶⼷⼸⼹⼺⼻⼼⼽⼾⼿⽀⽁' ||
    '⽂⽃⽄⽅⽆⽇⽈⽉⽊⽋⽌⽍⽎⽏⽐⽑⽒⽓⽔⽕⽖⽗⽘⽙⽚⽛⽜⽝⽞⽟⽠⽡⽢⽣⽤⽥⽦⽧⽨⽩⽪⽫⽬⽭⽮⽯⽰⽱⽲⽳⽴⽵⽶⽷⽸⽹⽺⽻⽼⽽⽾⽿⾀⾁⾂⾃⾄⾅⾆⾇⾈⾉⾊⾋⾌⾍⾎⾏⾐⾑⾒⾓⾔⾕⾖⾗⾘⾙⾚⾛' ||
    '⾜⾝⾞⾟⾠⾡⾢⾣⾤⾥⾦⾧⾨⾩⾪⾫⾬⾭⾮⾯⾰⾱⾲⾳⾴⾵⾶⾷⾸⾹⾺⾻⾼⾽⾾⾿⿀⿁⿂⿃⿄⿅⿆⿇⿈⿉⿊⿋⿌⿍⿎⿏⿐⿑⿒⿓⿔⿕㇆㇏㇐㇑㇒㇓㇔㇕㇖㇗㇘㇙㇚㇛㇜㇝㇞㇟㇠㇡',
    '厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风' ||
    '飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴' ||
    '文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走' ||
    '足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠𠃌乀一丨丿丿丶𠃍乛𠃊𠃎𠄌亅𡿨𠃋乀𠃑乚乙𠄎');
end
$$;
comment on function private.mend_radicals is '把部首、笔画字符换成同形的汉字';

-- Strips what is invisible or turns the direction of text, and folds white space. Names keep their full-width signs; compatibility
-- ideographs become the plain ones, as NFC has it. White
-- space is spelled out as ECMAScript has it: `\s` follows the machine's locale, and knows no U+00A0.
create function private.tidy_name(typed text)
returns text
language plpgsql -- keeps its plan within a session; in sql it was planned anew at each of a registration's eleven calls
immutable
parallel safe
set search_path = ''
as $$
begin
  return nullif(
    btrim(regexp_replace(
      regexp_replace(private.mend_radicals(normalize(typed, NFC)), '[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]', '', 'g'),
      '[\u0009-\u000d\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g')),
    '');
end
$$;
comment on function private.tidy_name is '去掉不可见字符、合并空白，部首字符换成汉字';

-- The same as `tidy` in contracts/text/text.ts: compatibility forms become plain first. A parity test holds both together.
create function private.tidy(typed text)
returns text
language plpgsql -- for its plan, as above
immutable
parallel safe
set search_path = ''
as $$
begin
  return private.tidy_name(normalize(typed, NFKC));
end
$$;
comment on function private.tidy is '全角转半角、去掉不可见字符、合并空白';

-- Several names: each tidied, empty and doubled ones left out, and what stands in one with a Chinese comma between taken apart.
create function private.tidy_names(typed text[])
returns text[]
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  return array(
    select name from unnest(typed) with ordinality as entry (names, at),
      lateral (select private.tidy_name(part) as name from regexp_split_to_table(names, '[，、；;]') part) as split
    where name is not null group by name order by min(at), name);
end
$$;
comment on function private.tidy_names is '整理一组名称：去掉空的和重复的，用中文逗号、顿号、分号连在一起的分开';

-- A pattern that does not compile would fail at every row that is held against it.
create function private.is_pattern(pattern text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  perform '' ~ pattern;
  return true;
exception when invalid_regular_expression then
  return false;
end
$$;
comment on function private.is_pattern is '是不是写得对的正则';

-- The row editor leaves an empty text where nobody wrote anything, and answers in English where something is missing. `guard_typed`
-- gives a table that staff type in two triggers, which do nothing to a row that is as it should be: before all others what is empty
-- becomes null and names are tidied, and after them, when they have filled in what they fill in, whatever must be there is asked for.
create function private.read_typed()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  typed jsonb := to_jsonb(new);
  read jsonb;
begin
  select jsonb_object_agg(a.attname, case when jsonb_typeof(typed -> a.attname) = 'array' then to_jsonb(private.tidy_names(
      array(select jsonb_array_elements_text(typed -> a.attname)))) end) into read
  from pg_catalog.pg_attribute a
  where a.attrelid = tg_relid and a.attname = any (tg_argv) and (
    jsonb_typeof(typed -> a.attname) = 'array' or private.tidy_name(typed ->> a.attname) is null);
  return jsonb_populate_record(new, coalesce(read, '{}'));
end
$$;
comment on function private.read_typed is '空文字改为空（NULL），整理名称';

create function private.ask_for_missing()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  typed jsonb := to_jsonb(new);
  missing record;
begin
  select a.attname as name, substring(pg_catalog.col_description(a.attrelid, a.attnum) from '^[^，。：；（、]+') as label into missing
  from pg_catalog.pg_attribute a
  where a.attrelid = tg_relid and a.attname = any (tg_argv) and private.tidy_name(typed ->> a.attname) is null
  order by a.attnum limit 1;
  if missing.name is not null then
    perform private.refuse('value-missing', format('「%s」不能空，请填 %s', missing.label, missing.name));
  end if;
  return new;
end
$$;
comment on function private.ask_for_missing is '必填的没有填，用中文说是哪一格';

-- `erased`: an erasure leaves empty texts there in what must not be null.
create function private.guard_typed(relation regclass, erased boolean default false)
returns void
language plpgsql
set search_path = ''
as $$
declare
  plain text := (select c.relname from pg_catalog.pg_class c where c.oid = relation);
  empty text;
  columns text;
  missing text;
  needed text;
  -- White space as `tidy_name` has it, but for what only a paste can bring.
  blank text := quote_literal(U&'\0009\000A\000B\000C\000D\0020\00A0\3000');
begin
  select
    string_agg(case
      when a.atttypid = 'text[]'::regtype then format('new.%1$I <> ''{}'' and private.tidy_names(new.%1$I) <> new.%1$I', a.attname)
      else format('btrim(new.%I::text, %s) = ''''', a.attname, blank) end, ' or ' order by a.attnum)
      filter (where a.atttypid = 'text[]'::regtype or not a.attnotnull),
    string_agg(quote_literal(a.attname), ', ' order by a.attnum) filter (where a.atttypid = 'text[]'::regtype or not a.attnotnull),
    string_agg(format(case when erased then 'new.%I is null' else 'coalesce(btrim(new.%I::text, %s), '''') = ''''' end, a.attname, blank),
      ' or ' order by a.attnum)
      filter (where a.attnotnull and a.atttypid <> 'text[]'::regtype)
  into empty, columns, missing
  from pg_catalog.pg_attribute a
  where a.attrelid = relation and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and (
    a.atttypid in ('text'::regtype, 'extensions.citext'::regtype)
    or a.atttypid = 'text[]'::regtype and a.attname ~ '(names|aliases|handles)$');
  select concat_ws(' or ', missing, string_agg(format('new.%I is null', a.attname), ' or ' order by a.attnum)
    filter (where a.atttypid not in ('text'::regtype, 'extensions.citext'::regtype))),
    string_agg(quote_literal(a.attname), ', ' order by a.attnum)
  into missing, needed
  from pg_catalog.pg_attribute a
  where a.attrelid = relation and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = '' and a.attnotnull;
  if empty is not null then
    execute format('create trigger %I before insert or update on %s for each row when (%s) execute function private.read_typed(%s)',
      plain || '_a_empty_is_null', relation, empty, columns);
  end if;
  execute format('create trigger %I before insert or update on %s for each row when (%s) execute function private.ask_for_missing(%s)',
    plain || '_z_missing_is_asked_for', relation, missing, needed);
end
$$;
comment on function private.guard_typed is '给工作人员填写的表装上：空文字即空，必填的用中文提醒';

-- What two names have in common that are the same to a person: width, radicals, case of letters, kind of brackets, spaces and the
-- spelling of nought in numbers left aside. The same as `nameKey` in contracts/text/signs.ts; a parity test holds both together.
create function private.name_key(name text)
returns text
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
declare
  plain text := private.mend_radicals(normalize(name, NFKC));
begin
  plain := regexp_replace(plain, '[\u0009-\u000d\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+', '', 'g');
  -- A letter O, a digit or a circle for the nought of a number in Chinese digits.
  plain := regexp_replace(plain,
    '(?<=[〇零一二三四五六七八九][〇零一二三四五六七八九oO0○◯]*)[oO0○◯](?=[〇零一二三四五六七八九oO0○◯]*([^〇零一二三四五六七八九○◯A-Za-z0-9]|$))',
    '〇', 'g');
  return lower(translate(plain, '[]【】〔〕零', '()()()〇') collate "C");
end
$$;
comment on function private.name_key is '判断两个名称是否相同：不分全角半角、部首字符、大小写、括号样式、空格和数字里的零';

-- A label of a host in Latin letters, by Punycode (RFC 3492).
create function private.plain_label(label text)
returns text
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
declare
  points integer[] := array(select ascii(sign) from unnest(string_to_array(label, null)) sign);
  plain text := regexp_replace(label, '[^\u0001-\u007f]', '', 'g');
  done integer := char_length(plain);
  code integer := 128;
  delta integer := 0;
  bias integer := 72;
  next_code integer;
  rest integer;
  threshold integer;
  digit integer;
  point integer;
  written text;
begin
  if done = cardinality(points) then return label; end if;
  written := case when done > 0 then plain || '-' else '' end;
  while done < cardinality(points) loop
    select min(p) into next_code from unnest(points) p where p >= code;
    delta := delta + (next_code - code) * (done + 1);
    code := next_code;
    foreach point in array points loop
      if point < code then delta := delta + 1; end if;
      continue when point <> code;
      rest := delta;
      for k in 1 .. 100 loop
        threshold := least(26, greatest(1, k * 36 - bias));
        exit when rest < threshold;
        digit := threshold + (rest - threshold) % (36 - threshold);
        written := written || substr('abcdefghijklmnopqrstuvwxyz0123456789', digit + 1, 1);
        rest := (rest - threshold) / (36 - threshold);
      end loop;
      written := written || substr('abcdefghijklmnopqrstuvwxyz0123456789', rest + 1, 1);
      -- How far the next difference is likely to be.
      delta := case when done = char_length(plain) then delta / 700 else delta / 2 end;
      delta := delta + delta / (done + 1);
      bias := 0;
      while delta > 455 loop
        delta := delta / 35;
        bias := bias + 36;
      end loop;
      bias := bias + 36 * delta / (delta + 38);
      delta := 0;
      done := done + 1;
    end loop;
    delta := delta + 1;
    code := code + 1;
  end loop;
  return 'xn--' || written;
end
$$;
comment on function private.plain_label is '把中文域名的一段写成 xn-- 的形式';

-- One mailbox, taken out of what was typed or pasted around it; null where there is not exactly one. The same as `plainMailbox` in
-- contracts/mailbox-address.ts; a parity test holds both together.
create function private.plain_mailbox(typed text)
returns text
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
declare
  around text := regexp_replace(regexp_replace(replace(private.tidy(typed), '。', '.'), ' ?@ ?', '@', 'g'), '^(.*mailto:[^?]*)\?.*$', '\1', 'i');
  parts text[];
  address text;
  local text;
  host text;
begin
  if regexp_count(around, '<[^<>]*@[^<>]*>') = 1 then around := substring(around from '<([^<>]*@[^<>]*)>'); end if;
  parts := array(
    select regexp_replace(part, '^[''‘’.…!?·*]+|[''‘’.…!?·*]+$', '', 'g')
    from regexp_split_to_table(around, '[ ,;:、<>()\[\]{}"|《》〈〉「」『』【】〔〕“”]+') part);
  select string_agg(part, '@') filter (where strpos(part, '@') > 0) into address from unnest(parts) part;
  if address is null or regexp_count(address, '@') <> 1 or exists (
      select from unnest(parts) part where strpos(part, '@') = 0 and part !~* '^([^A-Za-z0-9@]*|mailto|e-?mail|mail)$') then
    return null;
  end if;
  local := split_part(address, '@', 1);
  host := lower(split_part(address, '@', 2) collate "C");
  if host ~ '[^\u0001-\u007f]'
     and host ~ '^[0-9a-z.\u3005\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3-]+\.([a-z]+|[\u3005\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+)$' then
    select string_agg(private.plain_label(label), '.' order by at) into host from regexp_split_to_table(host, '\.') with ordinality as l (label, at);
  end if;
  address := local || '@' || host;
  if local !~ '^[A-Za-z0-9_''+&=~%#-]+(\.[A-Za-z0-9_''+&=~%#-]+)*$'
     or host !~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])$'
     or char_length(local) > 64 or char_length(address) > 254 then
    return null;
  end if;
  return address;
end
$$;
comment on function private.plain_mailbox is '从填写、粘贴的文字里取出一个邮箱地址；没有或不止一个的为空';

-- `name+anything@host` arrives where `name@host` does: whose mailbox one is, is asked by this.
create function private.mailbox_root(address text)
returns text
language sql
immutable
parallel safe
set search_path = ''
return regexp_replace(lower(address), '\+[^@]*@', '@');
comment on function private.mailbox_root is '去掉加号后面的字：同一个人的同一个邮箱';

-- The day in Shanghai: every date that people read is one.
create function private.today()
returns date
language plpgsql -- for its plan, as above
stable
set search_path = ''
as $$
begin
  return (now() at time zone 'Asia/Shanghai')::date;
end
$$;
comment on function private.today is '北京时间的今天';

create function private.touch_updated_at()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end
$$;
comment on function private.touch_updated_at is '记下最后修改时间';
