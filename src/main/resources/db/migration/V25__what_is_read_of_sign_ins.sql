-- Of earlier sign-ins only the time and what is kept beside them is read: with the time in it, the index alone says which.
drop index audit_event_about_type;
create index audit_event_about_type on audit_event (subject, type, happened_at, id);
