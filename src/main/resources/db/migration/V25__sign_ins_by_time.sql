-- Of earlier sign-ins only the time and what is kept beside them is read: with the time in it, the index alone says which.
-- The old one goes last, so that the record can be read while the new one is made.
create index audit_event_about_at on audit_event (subject, type, happened_at, id);
drop index audit_event_about_type;
