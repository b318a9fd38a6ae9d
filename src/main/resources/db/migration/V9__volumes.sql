-- How much of everything happens, and what is unusual. A series is what happened and in which segment, as RESET/UNIT/Harbour.

-- Rows are only added, and deleted when they are counted.
create table volume_told (
  id uuid primary key,
  told_at timestamp(6) with time zone not null,
  series varchar(4000) not null
);

create table volume_hour (
  series varchar(130) not null,
  begins_at timestamp(6) with time zone not null,
  seen integer not null,
  primary key (series, begins_at)
);
create index volume_hour_begins on volume_hour (begins_at);

-- What the rules look back on that know no usual.
create table volume_recent (
  id uuid primary key,
  series varchar(130) not null,
  told_at timestamp(6) with time zone not null,
  kept_until timestamp(6) with time zone not null
);
create index volume_recent_series on volume_recent (series, told_at);
create index volume_recent_kept on volume_recent (kept_until);

create table volume_counter (
  series varchar(130) primary key,
  decayed double precision not null,
  counted_at timestamp(6) with time zone not null
);

-- What is usual in each hour of the week, and the sum of what lies above it.
create table volume_baseline (
  series varchar(130) primary key,
  since timestamp(6) with time zone not null,
  closed_until timestamp(6) with time zone not null,
  rates varchar(2000),
  spread double precision not null,
  day_spread double precision not null,
  weeks double precision not null,
  ramp_sum double precision not null,
  ramp_days integer not null,
  ramp_seen double precision not null,
  ramp_expected double precision not null
);
create index volume_baseline_closed on volume_baseline (closed_until, series);

create table volume_alarm (
  id uuid primary key,
  rule varchar(20) not null,
  series varchar(130) not null,
  raised_at timestamp(6) with time zone not null,
  began_at timestamp(6) with time zone not null,
  ends_at timestamp(6) with time zone not null,
  seen double precision not null,
  expected double precision not null,
  chance double precision
);
create index volume_alarm_series on volume_alarm (series, ends_at);
create index volume_alarm_raised on volume_alarm (raised_at);

-- Whoever looks holds it.
create table volume_watch (
  id integer primary key,
  since timestamp(6) with time zone,
  tidied_for timestamp(6) with time zone
);
insert into volume_watch (id) values (1);
