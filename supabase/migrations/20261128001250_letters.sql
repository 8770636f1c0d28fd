-- How many letters may be caused in a day. What a stranger can cause is counted for its recipient, for whoever causes it and for all of its
-- class, here, where letters are queued, so that no way of asking, withdrawing and asking again goes around it. What the desk causes is
-- counted for its unit. Credentials, news of what changed and decisions know their recipient's alone, and wait for the next day rather
-- than go missing. Classes count apart: none takes another's. What all together may cause can be used up by one person with many mailboxes, so
-- it shuts no door: a receipt is left out, a warning waits, and a present contact is not bound by it.

create type private.spent_letter as enum ('refuse', 'drop', 'wait');

create table private.letter_classes (
  id text constraint "发信额度的代号已经有了" primary key,
  name text not null,
  per_recipient integer not null constraint "一个邮箱一天至少一封" check (per_recipient > 0),
  per_sender integer constraint "一个人一天至少一封，不限就留空" check (per_sender > 0),
  per_day integer constraint "一天一共至少一封，不限就留空" check (per_day > 0)
);

comment on table private.letter_classes is '发信额度：每一类信一天最多几封';
comment on column private.letter_classes.id is '代号';
comment on column private.letter_classes.name is '哪些信';
comment on column private.letter_classes.per_recipient is '一个收件邮箱一天最多几封';
comment on column private.letter_classes.per_sender is '一个人一天最多引起几封，督导人员按组织算，撤回的也算；空为不限';
comment on column private.letter_classes.per_day is '所有人一天一共最多引起几封；空为不限';

insert into private.letter_classes (id, name, per_recipient, per_sender, per_day) values
  ('person', '凭据、审核结果、已经发生的变动', 200, null, null),
  ('receipt', '自己办的事的回执', 20, 20, 60000),
  ('code', '自己换邮箱的验证码', 5, 5, 3000),
  ('stranger', '别的邮箱提出的变更和增加账号', 3, 12, 3000),
  ('recovery', '找回申请', 3, 12, 3000),
  ('desk', '督导人员办的事', 5, 6000, null);

alter table private.letter_classes enable row level security;
-- No policy on purpose: staff change the numbers, only the functions of the database read them.

select private.guard_typed('private.letter_classes');
create trigger letter_classes_are_audited after insert or update or delete on private.letter_classes
  for each row execute function private.audit('id');

-- `recipient_spent`: what becomes of a letter of this kind to a mailbox that has had enough. Dropped is what tells somebody of another's
-- doing: a refusal would show that others did the same. `sender_spent` and `all_spent`: the same where the sender has used theirs up, or all
-- together.
create table private.letter_kinds (
  kind private.mail_kind constraint "这一种信已经有额度" primary key,
  class text not null constraint "没有这一类，或还有信算这一类" references private.letter_classes (id) on update cascade on delete restrict,
  recipient_spent private.spent_letter not null,
  sender_spent private.spent_letter not null,
  all_spent private.spent_letter not null
);

comment on table private.letter_kinds is '每一种信算哪一类，额度用完时怎么办';
comment on column private.letter_kinds.kind is '信的种类';
comment on column private.letter_kinds.class is '算哪一类';
comment on column private.letter_kinds.recipient_spent is '收件邮箱的额度用完时：refuse 拒绝这件事，drop 事照办、信不发，wait 第二天再发';
comment on column private.letter_kinds.sender_spent is '办事人的额度用完时：refuse 拒绝这件事，drop 事照办、信不发，wait 第二天再发';
comment on column private.letter_kinds.all_spent is '这一类的总数用完时（各组织现在的联系人不受它限制）：refuse 拒绝这件事，drop 事照办、信不发，wait 第二天再发';

create index letter_kinds_class_idx on private.letter_kinds (class);

insert into private.letter_kinds (kind, class, recipient_spent, sender_spent, all_spent) values
  ('registration_received', 'receipt', 'refuse', 'refuse', 'drop'),
  ('registration_withdrawn', 'receipt', 'drop', 'drop', 'drop'),
  ('mailbox_proof', 'code', 'refuse', 'refuse', 'refuse'),
  ('foreign_request', 'stranger', 'drop', 'refuse', 'wait'),
  ('recovery_asked', 'recovery', 'drop', 'refuse', 'wait'),
  ('mailbox_link', 'desk', 'refuse', 'refuse', 'refuse'),
  ('mailbox_question', 'desk', 'refuse', 'refuse', 'refuse'),
  ('registration_returned', 'person', 'wait', 'wait', 'wait'),
  ('registration_approved', 'person', 'wait', 'wait', 'wait'),
  ('registration_rejected', 'person', 'wait', 'wait', 'wait'),
  ('credential_link', 'person', 'wait', 'wait', 'wait'),
  ('credential_reminder', 'person', 'wait', 'wait', 'wait'),
  ('activation_reminder', 'person', 'wait', 'wait', 'wait'),
  ('activation_confirmed', 'person', 'wait', 'wait', 'wait'),
  ('bundle_link', 'person', 'wait', 'wait', 'wait'),
  ('mailbox_changed', 'person', 'wait', 'wait', 'wait'),
  ('mailbox_check', 'person', 'wait', 'wait', 'wait'),
  ('recovery_decided', 'person', 'wait', 'wait', 'wait'),
  ('desk_digest', 'person', 'wait', 'wait', 'wait');

alter table private.letter_kinds enable row level security;
-- No policy on purpose: staff may move a kind to another class, only the functions of the database read it.

select private.guard_typed('private.letter_kinds');
create trigger letter_kinds_are_audited after insert or update or delete on private.letter_kinds
  for each row execute function private.audit('kind');

-- What present contacts cause is counted apart from what others cause to the same recipient, so that nobody else can use up the letters to the
-- mailbox that a school wants to move to.
create type private.letter_side as enum ('recipient', 'contact', 'sender', 'all');

create table private.letter_counts (
  day date not null,
  class text not null references private.letter_classes (id) on update cascade on delete cascade,
  side private.letter_side not null,
  who text not null default '',
  count integer not null default 1,
  primary key (day, class, side, who)
) with (fillfactor = 70);

comment on table private.letter_counts is '今天已经引起几封信；邮箱只记散列，人删除了也照算，两天以后自动清除';
comment on column private.letter_counts.day is '哪一天（北京时间）';
comment on column private.letter_counts.class is '哪一类';
comment on column private.letter_counts.side is '按什么数：recipient 收件邮箱，contact 收件邮箱（各组织现在的联系人引起的），sender 办事人，all 所有人';
comment on column private.letter_counts.who is '邮箱的散列，或督导人员的组织编号';
comment on column private.letter_counts.count is '几封';

create index letter_counts_class_idx on private.letter_counts (class);

alter table private.letter_counts enable row level security;
-- No policy on purpose: only take_letter reads it.

-- Who is behind a letter: the caller's proven mailbox, however often it signed up; for the desk its unit. Null: staff or the clock. The hash
-- of the recipient is at hand, and most letters are caused by their recipient.
create function private.sender_of_letter(class text, recipient extensions.citext, recipient_hash bytea)
returns text
language plpgsql -- keeps its plan: it runs once for many mails
stable
set search_path = ''
as $$
declare
  caller text := private.caller_email();
begin
  if caller is null then return null; end if;
  return coalesce(
    case when class = 'desk' then (
      select min(s.organization_code) from public.staff_members s
      where s.email operator(extensions.=) caller::extensions.citext and s.role = 'supervisor') end,
    encode(case when caller::extensions.citext operator(extensions.=) recipient then recipient_hash
      else private.address_hash(private.mailbox_root(caller)::extensions.citext) end, 'hex'));
end
$$;
comment on function private.sender_of_letter is '一封信是谁引起的';

-- What strangers have used up binds no school that was registered: its own share is enough to hold it.
create function private.caller_is_present_contact()
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from public.contacts k join public.registrations r on r.id = k.registration_id
    where k.email operator(extensions.=) private.caller_email()::extensions.citext
      and r.purpose = 'register' and r.state in ('approved', 'activated'));
end
$$;
comment on function private.caller_is_present_contact is '办事的人是否是某个组织现在的联系人';

-- Null: the letter goes.
create function private.take_letter(kind private.mail_kind, recipient extensions.citext, recipient_hash bytea)
returns private.spent_letter
language plpgsql -- keeps its plan: it runs once for every mail
set search_path = ''
as $$
declare
  rule record;
  sender text;
  counted bytea := recipient_hash;
  receiver text;
  receiving private.letter_side := 'recipient';
  today date := private.today();
  share integer;
  to_recipient integer;
  of_sender integer;
begin
  select k.class, k.recipient_spent, k.sender_spent, k.all_spent, c.per_recipient, c.per_sender, c.per_day into strict rule
  from private.letter_kinds k join private.letter_classes c on c.id = k.class where k.kind = take_letter.kind;
  if rule.per_sender is null then
    return (
      select case when count(*) >= rule.per_recipient then rule.recipient_spent end
      from (select from private.outbox o where o.recipient_hash = take_letter.recipient_hash and o.created_at > now() - interval '1 day'
            limit rule.per_recipient) as had);
  end if;

  -- Each spelling with a `+` arrives in the same mailbox.
  if strpos(recipient::text, '+') > 0 then counted := private.address_hash(private.mailbox_root(recipient::text)::extensions.citext); end if;
  receiver := encode(counted, 'hex');
  sender := private.sender_of_letter(rule.class, recipient, counted);
  if rule.class = 'code' and sender <> receiver and private.caller_is_present_contact() then receiving := 'contact'; end if;
  -- Always in this order, so that no two letters wait for each other in a ring.
  insert into private.letter_counts as c (day, class, side, who) values (today, rule.class, receiving, receiver)
  on conflict (day, class, side, who) do update set count = c.count + 1 returning c.count into to_recipient;
  -- What comes to whoever causes it is counted as theirs once.
  if sender <> receiver then
    insert into private.letter_counts as c (day, class, side, who) values (today, rule.class, 'sender', sender)
    on conflict (day, class, side, who) do update set count = c.count + 1 returning c.count into of_sender;
  end if;

  if to_recipient > rule.per_recipient then
    if rule.recipient_spent = 'refuse' then
      perform private.refuse('letters-recipient-spent', '今天发到这个邮箱的信已经够多了，撤回的也算。请先查看邮箱和垃圾邮件，或明天再试');
    end if;
    return rule.recipient_spent;
  elsif of_sender > rule.per_sender then
    if rule.sender_spent = 'refuse' then
      perform private.refuse('letters-sender-spent', '您今天办的这类事已经到了上限，撤回的也算。请明天再试');
    end if;
    return rule.sender_spent;
  end if;

  if sender is null or rule.per_day is null then return null; end if;
  -- A large total is counted by its thousandths, one letter standing for all of one: else every hand-in would wait for the one before it.
  share := greatest(1, rule.per_day / 1000);
  if random() * share < 1 then
    insert into private.letter_counts as c (day, class, side, count) values (today, rule.class, 'all', share)
    on conflict (day, class, side, who) do update set count = c.count + share;
  end if;
  if rule.per_day < (select c.count from private.letter_counts c where c.day = today and c.class = rule.class and c.side = 'all' and c.who = '')
    and not private.caller_is_present_contact() then
    if rule.all_spent = 'refuse' then
      perform private.refuse('letters-all-spent', '今天办这类事的人太多了。请明天再试，急的请打电话找上级团组织');
    end if;
    return rule.all_spent;
  end if;
  return null;
end
$$;
comment on function private.take_letter is '一封信用掉一份额度；用完了怎么办，空为照发';

-- The morning after: when a letter that had to wait may go.
create function private.next_morning()
returns timestamptz
language sql
stable
set search_path = ''
return (private.today() + 1 + time '08:00') at time zone 'Asia/Shanghai';
comment on function private.next_morning is '明天早上八点（北京时间）';

-- Every letter is written here, and takes its share of a budget. `daytime`: nobody waits for it, so it disturbs nobody's night. Answers
-- with the mail's id; null where the letter is not sent.
create function private.queue_mail(
  kind private.mail_kind, recipient extensions.citext, payload jsonb, subject_id uuid default null, generation integer default null,
  daytime boolean default false)
returns uuid
language plpgsql -- keeps its plan: it runs once for every mail
set search_path = ''
as $$
declare
  mail uuid;
  hash bytea := private.address_hash(recipient);
  spent private.spent_letter := private.take_letter(kind, recipient, hash);
begin
  if spent = 'drop' then return null; end if;
  insert into private.outbox (kind, recipient, recipient_hash, payload, subject_id, generation, daytime, not_before)
  values (kind, recipient, hash, jsonb_strip_nulls(payload), subject_id, generation, daytime, case when spent = 'wait' then private.next_morning() end)
  returning id into mail;
  return mail;
end
$$;
comment on function private.queue_mail is '排一封信';

create function private.letter_counts_are_due()
returns boolean
language plpgsql -- keeps its plan: it is asked every second
stable
set search_path = ''
as $$
begin
  return exists (select from private.letter_counts c where c.day < private.today() - 1);
end
$$;
comment on function private.letter_counts_are_due is '有前天的发信计数';

create function private.clear_letter_counts()
returns void
language sql
set search_path = ''
begin atomic
  delete from private.letter_counts c where c.day < private.today() - 1;
end;
comment on function private.clear_letter_counts is '清除前天的发信计数';
insert into private.chores (name, position, due, work) values ('前天的发信计数', 110, 'letter_counts_are_due', 'clear_letter_counts');
