-- Coming back without a passkey: recovery codes, passkeys that wait for old sessions to die, and cases that go on elsewhere.

alter table passkey add column pending boolean default false not null;
alter table passkey add column quarantined_until timestamp(6) with time zone;

-- A drill walks a recovery and changes nothing; what worked is remembered.
create table drill (
  session_id uuid primary key,
  person_id uuid not null,
  code_fitted_at timestamp(6) with time zone,
  passed_at timestamp(6) with time zone
);
create index drill_person on drill (person_id);

create table recovery_kit (
  id uuid primary key,
  person_id uuid not null,
  made_by uuid not null,
  made_at timestamp(6) with time zone not null,
  kept_at timestamp(6) with time zone,
  ended_at timestamp(6) with time zone
);
create index recovery_kit_person on recovery_kit (person_id);
create index recovery_kit_made_by on recovery_kit (made_by);

create table recovery_code (
  id uuid primary key,
  kit_id uuid not null references recovery_kit (id),
  selector varchar(8) not null,
  tag varchar(255) not null,
  failures integer not null,
  used_at timestamp(6) with time zone,
  used_by uuid,
  unique (kit_id, selector)
);

alter table recovery_case add column continue_selector varchar(12) unique;
alter table recovery_case add column continue_tag varchar(255);
alter table recovery_case add column codes_drawn_at timestamp(6) with time zone;
alter table recovery_case add column suspended integer default 0 not null;
alter table recovery_case add column targets varchar(400) default '' not null;
alter table recovery_case add column factor_drawn_at timestamp(6) with time zone;
