-- A membership that is over is kept, for what was said in it; one that is not has no end yet.
create table seen_membership (
  person_id uuid not null,
  group_name varchar(60) not null,
  since timestamp(6) with time zone not null,
  until_at timestamp(6) with time zone default timestamp with time zone '9999-12-31 00:00:00+00' not null,
  primary key (person_id, group_name, since),
  constraint membership_said_in unique (person_id, group_name, since, until_at),
  -- Nobody is in a group twice.
  constraint membership_once unique (person_id, group_name, until_at),
  constraint membership_lasts check (until_at > since)
);
insert into seen_membership (person_id, group_name, since) select person_id, group_name, since from membership;
-- Whoever agreed before this was kept was seen in the group when they did.
insert into seen_membership (person_id, group_name, since, until_at)
  select approver, group_name, min(signed_at), max(signed_at) + interval '1' second
  from grant_approval a
  where not exists (select 1 from membership m
    where m.person_id = a.approver and m.group_name = a.group_name and m.since <= a.signed_at)
  group by approver, group_name;
drop table membership;
alter table seen_membership rename to membership;
create index membership_now on membership (until_at);

-- Nobody agrees for a group in which they are not: the end of a membership comes to what was said in it, and nothing is said after it.
alter table grant_approval add column member_since timestamp(6) with time zone;
alter table grant_approval add column member_until timestamp(6) with time zone
  default timestamp with time zone '9999-12-31 00:00:00+00' not null;
update grant_approval set
  member_since = (select max(m.since) from membership m where m.person_id = grant_approval.approver
    and m.group_name = grant_approval.group_name and m.since <= grant_approval.signed_at
    and m.until_at > grant_approval.signed_at),
  member_until = (select max(m.until_at) from membership m where m.person_id = grant_approval.approver
    and m.group_name = grant_approval.group_name and m.since <= grant_approval.signed_at
    and m.until_at > grant_approval.signed_at);
alter table grant_approval alter column member_since set not null;
alter table grant_approval add constraint grant_approval_as_member
  foreign key (approver, group_name, member_since, member_until)
  references membership (person_id, group_name, since, until_at) on update cascade;
alter table grant_approval add constraint grant_approval_while_member
  check (signed_at >= member_since and signed_at < member_until);

-- Who agrees for whom: of two people one for the other, and the other way round thirty days after the last time, not before.
create table agreed_pair (
  id uuid primary key,
  low uuid not null,
  high uuid not null,
  approver uuid not null,
  holder uuid not null,
  last_at timestamp(6) with time zone not null,
  in_force boolean,
  closed_at timestamp(6) with time zone,
  constraint agreed_pair_both unique (id, approver, holder),
  constraint agreed_pair_sides check (low < high and (low = approver and high = holder or low = holder and high = approver)),
  constraint agreed_pair_remembered check (closed_at >= last_at + interval '720' hour)
);
insert into agreed_pair (id, low, high, approver, holder, last_at, in_force)
  select cast(min(cast(statement_id as varchar(36))) as uuid), least(approver, holder), greatest(approver, holder),
    approver, holder, max(signed_at), true
  from grant_approval group by approver, holder;
update agreed_pair set in_force = null, closed_at = last_at + interval '720' hour
  where exists (select 1 from agreed_pair o where o.low = agreed_pair.low and o.high = agreed_pair.high
    and (o.last_at > agreed_pair.last_at or o.last_at = agreed_pair.last_at and o.approver > agreed_pair.approver));
alter table agreed_pair add constraint agreed_pair_one_way unique (low, high, in_force);
alter table agreed_pair add constraint agreed_pair_is_or_was check (in_force is null and closed_at is not null
  or in_force is not null and in_force and closed_at is null);
create index agreed_pair_for on agreed_pair (holder, in_force, last_at);

alter table grant_approval add column pair_id uuid;
update grant_approval set pair_id = (select p.id from agreed_pair p
  where p.approver = grant_approval.approver and p.holder = grant_approval.holder);
alter table grant_approval alter column pair_id set not null;
alter table grant_approval add constraint grant_approval_one_way
  foreign key (pair_id, approver, holder) references agreed_pair (id, approver, holder);
drop index grant_approval_holder;

-- A passkey that the security team has locked; with which one was asked for and agreed.
alter table passkey add column locked_at timestamp(6) with time zone;
alter table privilege_grant add column asked_with uuid;
alter table grant_approval add column signed_with uuid;
