-- People vouch for others. What they sign is evidence, and is kept for ever with the statement that it rests on.

alter table recovery_case add column case_number varchar(12) default '' not null;
create index recovery_case_number on recovery_case (case_number);

create table attestation (
  id uuid primary key,
  case_id uuid not null references recovery_case (id),
  subject_id uuid not null,
  attester_id uuid not null,
  method varchar(40) not null,
  found_at timestamp(6) with time zone not null,
  how varchar(20),
  content varchar(4000),
  language varchar(8),
  passkey_id uuid,
  statement_id uuid references signed_statement (id),
  signed_at timestamp(6) with time zone,
  withdrawn_at timestamp(6) with time zone,
  flags varchar(100) default '' not null,
  -- Nobody vouches for themselves.
  constraint attestation_not_own check (attester_id <> subject_id),
  constraint attestation_signed check ((signed_at is null) = (statement_id is null))
);
create index attestation_case on attestation (case_id);
create index attestation_attester on attestation (attester_id, signed_at);

create table supervision (
  person_id uuid primary key,
  supervisor_id uuid not null,
  since timestamp(6) with time zone not null
);
create index supervision_supervisor on supervision (supervisor_id);

-- Dual control: one proposes, another confirms, both have signed.
create table dual_change (
  id uuid primary key,
  kind varchar(20) not null,
  because varchar(500) not null,
  drafted_by uuid not null,
  drafted_at timestamp(6) with time zone not null,
  proposal_id uuid references signed_statement (id),
  proposed_at timestamp(6) with time zone,
  confirmed_by uuid,
  confirmation_id uuid references signed_statement (id),
  confirmed_at timestamp(6) with time zone,
  constraint dual_change_two_people check (confirmed_by <> drafted_by),
  constraint dual_change_proposed_first check (confirmed_at is null or proposed_at is not null),
  constraint dual_change_signed_twice check ((confirmed_at is null) = (confirmed_by is null)
    and (confirmed_at is null) = (confirmation_id is null) and (proposed_at is null) = (proposal_id is null))
);
create index dual_change_proposed on dual_change (kind, proposed_at);

-- What everybody may do by themselves is narrowed for a while.
create table posture (
  id uuid primary key references dual_change (id),
  narrows varchar(80) not null,
  lasts bigint not null,
  begins_at timestamp(6) with time zone,
  ends_at timestamp(6) with time zone
);
create index posture_begun on posture (begins_at);

-- Whoever helps for one of these can ask nothing.
create table desk_closure (
  provider varchar(200) primary key,
  because varchar(500) not null,
  closed_by uuid not null,
  closed_at timestamp(6) with time zone not null
);

-- So that an item is found by what people read aloud.
alter table review_item add column case_number varchar(12) default '' not null;
create index review_item_number on review_item (case_number);
