-- A kit that a case made opens nothing before this moment, when nobody has reviewed the case in time.
alter table recovery_kit add column held_until timestamp(6) with time zone;

-- Which agent of the desk had whom written to, for a day: what is begun by then is begun with that agent's help.
create table desk_help (
  id uuid primary key,
  person_id uuid not null,
  agent_id uuid not null,
  written_at timestamp(6) with time zone not null
);
create index desk_help_person on desk_help (person_id);
create index desk_help_written on desk_help (written_at);
