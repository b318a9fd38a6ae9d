-- What a later release may do to the schema while older nodes still run: add a table, a column that may stay empty, a
-- column with a default, an index.

create table of_a_later_release (
  id uuid primary key
);

alter table recovery_case add column remark varchar(40);
alter table duty add column weight integer default 0 not null;
create index recovery_case_remark on recovery_case (remark);
