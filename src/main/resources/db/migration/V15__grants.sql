-- Privilege for a while. What was asked for stands in the request, to the letter; the columns beside it find it.
create table privilege_grant (
  id uuid primary key,
  entitlement varchar(40) not null,
  target varchar(40) not null,
  holder uuid not null,
  request varchar(6000) not null,
  request_digest varchar(64) not null,
  state varchar(20) not null,
  asked_at timestamp(6) with time zone not null,
  answered_by timestamp(6) with time zone not null,
  issued_at timestamp(6) with time zone,
  given_at timestamp(6) with time zone,
  ends_at timestamp(6) with time zone,
  key_taken_at timestamp(6) with time zone,
  over_at timestamp(6) with time zone,
  ending varchar(20),
  tries int default 0 not null,
  turn int default 0 not null,
  why varchar(200),
  constraint privilege_grant_holder unique (id, holder),
  constraint privilege_grant_over check ((state in ('REVOKED', 'CLOSED')) = (over_at is not null)),
  -- Nothing is on a target without its end.
  constraint privilege_grant_ends check ((state in ('REQUESTED', 'APPROVED', 'CLOSED')) = (ends_at is null)),
  constraint privilege_grant_until check (ends_at > issued_at)
);
create index privilege_grant_of on privilege_grant (holder, over_at, asked_at);
create index privilege_grant_waits on privilege_grant (state, answered_by);
create index privilege_grant_lives on privilege_grant (target, state, ends_at);

-- Who has agreed: one of each group, nobody twice, and nobody for themselves.
create table grant_approval (
  grant_id uuid not null,
  group_name varchar(40) not null,
  approver uuid not null,
  holder uuid not null,
  statement_id uuid not null references signed_statement (id),
  text_digest varchar(64) not null,
  language varchar(20) not null,
  signed_at timestamp(6) with time zone not null,
  primary key (grant_id, group_name),
  constraint grant_approval_once unique (grant_id, approver),
  constraint grant_approval_not_own check (approver <> holder),
  constraint grant_approval_of foreign key (grant_id, holder) references privilege_grant (id, holder)
);
create index grant_approval_pair on grant_approval (approver, holder, signed_at);

-- When a target was asked what it has, and when it answered.
create table grant_target (
  name varchar(40) primary key,
  asked_at timestamp(6) with time zone not null,
  answered_at timestamp(6) with time zone
);

-- What a target has and the record does not, or the other way round.
create table grant_difference (
  id uuid primary key,
  target varchar(40) not null,
  object_name varchar(200) not null,
  kind varchar(20) not null,
  holder uuid,
  since timestamp(6) with time zone not null,
  gone_at timestamp(6) with time zone
);
create index grant_difference_now on grant_difference (target, gone_at);
