-- The epochs of this database: it is in the newest. A file outside holds the same, so that an older database is noticed.

create table restore_epoch (
  number integer primary key,
  epoch uuid not null unique,
  began_at timestamp(6) with time zone not null
);

-- People who had a passkey that this database has lost: the directory password does not enrol them again.
create table enrolled_before (
  person_id uuid primary key,
  enrolled_at timestamp(6) with time zone not null
);

-- What ended since a moment is asked every second.
create index passkey_ended on passkey (ended_at);
create index passkey_made on passkey (made_at);
create index contact_ended on contact (ended_at);
create index recovery_kit_ended on recovery_kit (ended_at);
create index recovery_code_used on recovery_code (used_at);
create index account_freeze_began on account_freeze (began_at);
create index duty_owed on duty (kind, owed_at);
