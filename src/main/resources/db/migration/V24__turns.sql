-- A passkey that set a password adds and removes nothing before this moment, when nobody has reviewed that in time.
alter table passkey add column held_until timestamp(6) with time zone;

-- Five failures count for one from here on: what was added up before was counted singly.
update volume_baseline set ramp_sum = 0, ramp_days = 0, ramp_seen = 0, ramp_expected = 0 where series like 'FAILURE/%';

-- What all nodes do as one: by one after another, or from where it was left.
create table turn (
  name varchar(40) primary key,
  done_until timestamp(6) with time zone
);
insert into turn (name) values ('VOUCHING');
insert into turn (name) values ('SUPERVISORS');
