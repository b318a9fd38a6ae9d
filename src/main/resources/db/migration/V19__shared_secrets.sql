-- What has to be renewed because somebody who came back could know it; never the secret itself.
create table secret_rotation (
  id uuid primary key,
  case_id uuid not null,
  holder uuid not null,
  secret_name varchar(40) not null,
  target varchar(40) not null,
  -- what it is there, as it was when it was owed
  is_there varchar(200) not null,
  owed_at timestamp(6) with time zone not null,
  by_hand boolean not null,
  rotated_at timestamp(6) with time zone,
  former varchar(200),
  done_at timestamp(6) with time zone,
  done_by uuid,
  tries int default 0 not null,
  why varchar(200),
  constraint secret_rotation_once unique (case_id, secret_name),
  -- Nobody's word counts about what they themselves could know.
  constraint secret_rotation_not_own check (done_by is null or done_by <> holder),
  constraint secret_rotation_over check (done_at is null or rotated_at is not null)
);
create index secret_rotation_due on secret_rotation (done_at, owed_at, id);
create index secret_rotation_newest on secret_rotation (target, is_there, rotated_at);

-- Nobody has the same twice, or waits for it twice, also when they ask at the same moment.
alter table privilege_grant add column open_as varchar(80);
alter table privilege_grant add constraint privilege_grant_once unique (open_as);
