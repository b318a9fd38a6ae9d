-- After an incident a group of people is required to recover. Two people have signed what it is.
create table mass_reset (
  id uuid primary key references dual_change (id),
  condition varchar(20) not null,
  people int not null,
  wave_size int not null,
  -- In seconds.
  pause bigint not null,
  remind_days int not null,
  added_since timestamp(6) with time zone,
  list_digest varchar(64) not null,
  started_at timestamp(6) with time zone,
  wave int default 0 not null,
  -- How often the waves were set going: a timer from before counts no more.
  run int default 0 not null,
  next_wave_at timestamp(6) with time zone,
  ended_at timestamp(6) with time zone,
  ended_by uuid,
  ended_because varchar(500),
  constraint mass_reset_started check ((condition = 'DRAFT') = (started_at is null)),
  constraint mass_reset_ended check ((condition = 'ENDED') = (ended_at is not null))
);

-- One of the people. The id is that of what is done to them: letters, duties and the record go by it.
create table mass_reset_member (
  id uuid primary key,
  reset_id uuid not null references mass_reset (id),
  place int not null,
  person_id uuid,
  name varchar(256) not null,
  display_name varchar(400) not null,
  standing varchar(20) not null,
  stage varchar(20) not null,
  wave int default 0 not null,
  begun_at timestamp(6) with time zone,
  blocked_at timestamp(6) with time zone,
  back_at timestamp(6) with time zone,
  -- Which systems have a password that nobody knows, and which have not taken it; one a line.
  taken varchar(400) default '' not null,
  lacks varchar(400) default '' not null,
  reminders int default 0 not null,
  constraint mass_reset_once unique (reset_id, person_id)
);
create index mass_reset_member_place on mass_reset_member (reset_id, stage, place);
create index mass_reset_member_person on mass_reset_member (person_id);
