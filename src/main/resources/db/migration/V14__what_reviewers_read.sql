-- What waits, of one cause, in the order in which it is due.
create index review_item_cause on review_item (cause, closed_at, due_at, id);
-- The newest about somebody, and the newest of one type, without sorting all that there is.
create index audit_event_about on audit_event (subject, id);
create index audit_event_about_type on audit_event (subject, type, id);
drop index audit_event_subject;
-- The newest cases of somebody.
create index recovery_case_of on recovery_case (subject_id, opened_at);
drop index recovery_case_subject;
-- What is late, without what is closed. Two indexes that began with the same column would be alike to H2.
update review_item set escalates_at = timestamp with time zone '9999-12-31 00:00:00+00' where closed_at is not null;
create index review_item_escalates on review_item (escalates_at);
drop index review_item_late;
