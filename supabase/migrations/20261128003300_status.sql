-- Whether everything runs, on one page for staff: a row a matter, and what there is to say of it. It changes nothing.

create view private.status with (security_invoker = true) as
select '服务器时钟' as matter, c.went_back_at is null as fine, c.went_back_at as since,
  case when c.went_back_at is not null then format('往回调过 %s 次，最近一次调了 %s；排队的信和发布已经跟着调', c.times_back,
    justify_hours(date_trunc('second', c.went_back_by))) end as says
from private.clock c
union all
select '发信', m.paused_at is null, m.paused_at, m.reason from private.mail_pause m
union all
select '自动工作：' || c.name, c.failed_at is null, c.failed_at, c.failure from private.chores c
union all
select '网站发布', p.state <> 'failed', case when p.state = 'failed' then p.finished_at end, case when p.state = 'failed' then p.error end
from (select * from private.publications p where p.state in ('live', 'failed') order by p.finished_at desc limit 1) as p;
comment on view private.status is '运行情况：fine 为否的要看 says';
comment on column private.status.matter is '什么';
comment on column private.status.fine is '是否正常';
comment on column private.status.since is '从什么时候起';
comment on column private.status.says is '怎么回事';
