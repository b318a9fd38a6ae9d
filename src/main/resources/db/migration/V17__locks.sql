-- Who or what has nothing of privilege until somebody lifts it. Lifted ones stay on record.
create table privilege_lock (
  id uuid primary key,
  kind varchar(10) not null,
  -- the target's name, or the person's id
  object_name varchar(60) not null,
  set_by uuid not null,
  set_at timestamp(6) with time zone not null,
  lifted_at timestamp(6) with time zone
);
create index privilege_lock_object on privilege_lock (object_name);
