-- Reviewers take items and say what they found. Nobody takes two parts in one case.

alter table review_item add column taken_by uuid;
alter table review_item add column taken_at timestamp(6) with time zone;
alter table review_item add column taker_reports_to uuid;
alter table review_item add column draft_judgement varchar(20);
alter table review_item add column draft_because varchar(1000);
alter table review_item add column draft_seen integer default 0 not null;
alter table review_item add column draft_text varchar(6000);
alter table review_item add column closed_at timestamp(6) with time zone;
alter table review_item add column escalations integer default 0 not null;
-- An older node that still runs writes none.
alter table review_item add column escalates_at timestamp(6) with time zone
  default (current_timestamp + interval '3' day) not null;
-- Nobody could judge before: every deadline begins anew.
update review_item set due_at = current_timestamp + interval '7' day where due_at < current_timestamp + interval '7' day;
update review_item set escalates_at = due_at;

-- Which systems have a password in place of an abuser's, one a line.
alter table account_freeze add column blocked varchar(400) default '' not null;

-- Whoever it is about does not look at it, and neither does anybody who reports to them.
alter table review_item add constraint review_not_own check (taken_by <> subject_id);
alter table review_item add constraint review_not_of_own_supervisor check (taker_reports_to <> subject_id);

create index review_item_open on review_item (closed_at, due_at, id);
create index review_item_late on review_item (closed_at, escalates_at);

create table review_judgement (
  id uuid primary key,
  item_id uuid not null references review_item (id),
  judgement varchar(20) not null,
  because varchar(1000) not null,
  judged_by uuid not null,
  judged_at timestamp(6) with time zone not null,
  statement_id uuid not null references signed_statement (id)
);
create index review_judgement_item on review_judgement (item_id);

create table case_part (
  case_id uuid not null,
  person_id uuid not null,
  part varchar(20) not null,
  since timestamp(6) with time zone not null,
  primary key (case_id, person_id)
);
insert into case_part (case_id, person_id, part, since)
  select case_id, subject_id, 'SUBJECT', min(opened_at) from review_item
  where subject_id <> '00000000-0000-0000-0000-000000000000' group by case_id, subject_id;

create index recovery_case_from on recovery_case (opened_from, opened_at);
