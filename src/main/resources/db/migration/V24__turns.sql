-- What is done by one after another, on all nodes.
create table turn (
  name varchar(40) primary key
);
insert into turn (name) values ('VOUCHING');
