-- Where somebody came from: a registered application, and the registered address for the way back.

alter table recovery_case add column application varchar(30);
alter table recovery_case add column return_address varchar(500);
