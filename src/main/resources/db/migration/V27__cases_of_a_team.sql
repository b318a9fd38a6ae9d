-- Which cases those who report to one person have is read from the index alone, and rows only of the newest of them.
-- The old one goes last, so that cases can be read while the new one is made.
create index recovery_case_of_person on recovery_case (subject_id, opened_at, purpose, id);
drop index recovery_case_of;
