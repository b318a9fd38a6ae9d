-- A lock that a recovery of a privileged account has set: until what is ordinary is theirs again, and then until privilege may be asked for.
alter table privilege_lock add column case_id uuid;
alter table privilege_lock add column released_at timestamp(6) with time zone;
alter table privilege_lock add column until_at timestamp(6) with time zone;
create index privilege_lock_case on privilege_lock (case_id);
-- What is in force now, the first to end first, and how much of it is where.
create index privilege_grant_now on privilege_grant (state, ends_at, id);
create index privilege_grant_where on privilege_grant (state, target);
-- Who has agreed to something of somebody lately.
create index grant_approval_holder on grant_approval (holder, signed_at, approver);
