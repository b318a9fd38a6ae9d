-- The first people. Founding is open until its row is closed; whoever reopens it at the host begins another.
create table founding (
  number integer primary key,
  opened_at timestamp(6) with time zone not null,
  ready integer default 0 not null,
  closed_at timestamp(6) with time zone
);

-- A house in which somebody has a passkey that was witnessed was founded before there was this table.
insert into founding (number, opened_at, closed_at)
  select 0, current_timestamp,
    case when exists (select 1 from passkey where provisional_until is null and ended_at is null and pending = false)
      then current_timestamp end;

-- How many people can review, and when it was last said that they are too few.
create table reviewer_count (
  id integer primary key,
  able integer default 0 not null,
  counted_at timestamp(6) with time zone,
  told_at timestamp(6) with time zone
);
insert into reviewer_count (id) values (1);
