-- A lock on what one person is given names both: their id and the entitlement.
alter table privilege_lock alter column object_name set data type varchar(80);

-- Since when it is being taken back: before its end, when somebody or something ended it.
alter table privilege_grant add column ending_since timestamp(6) with time zone;
