-- A lock that a recovery of a privileged account has set: until what is ordinary is theirs again, and then until privilege may be asked for.
alter table privilege_lock add column case_id uuid;
alter table privilege_lock add column released_at timestamp(6) with time zone;
alter table privilege_lock add column until_at timestamp(6) with time zone;
create index privilege_lock_case on privilege_lock (case_id);
