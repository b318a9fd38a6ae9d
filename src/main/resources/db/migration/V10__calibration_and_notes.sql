-- By which numbers alarms are raised: every set, with the one that it took the place of.
create table calibration (
  id uuid primary key references dual_change (id),
  base integer not null,
  version integer unique,
  raises boolean not null,
  dials varchar(1000) not null,
  adopted_at timestamp(6) with time zone,
  constraint calibration_adopted check ((version is null) = (adopted_at is null)),
  constraint calibration_one_after check (version is null or version = base + 1)
);

-- Which risk signals ever made somebody wait or show more, and whom: for the share of honest people whom they slow down.
alter table recovery_case add column population varchar(20);
alter table recovery_case add column slowed_by varchar(80) default '' not null;
create index recovery_case_closed on recovery_case (closed_at);

-- What reviewers remark for each other.
create table review_note (
  id uuid primary key,
  act uuid not null,
  noted_by uuid not null,
  noted_at timestamp(6) with time zone not null,
  content varchar(1000) not null
);
create index review_note_act on review_note (act, noted_at);

-- For cases that have a person in common.
create index case_part_person on case_part (person_id, part);
create index case_evidence_means on case_evidence (means);
