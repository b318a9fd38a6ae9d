-- Since when people are in the groups that matter here, as far as it was seen.
create table membership (
  person_id uuid not null,
  group_name varchar(60) not null,
  since timestamp(6) with time zone not null,
  primary key (person_id, group_name)
);
-- Whose members are known: whoever comes to one of them later is new in it.
create table watched_group (
  name varchar(60) primary key,
  watched_since timestamp(6) with time zone not null
);
