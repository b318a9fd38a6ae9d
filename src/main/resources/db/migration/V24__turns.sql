-- What all nodes do as one: by one after another, or from where it was left.
create table turn (
  name varchar(40) primary key,
  done_until timestamp(6) with time zone
);
insert into turn (name) values ('VOUCHING');
insert into turn (name) values ('SUPERVISORS');
