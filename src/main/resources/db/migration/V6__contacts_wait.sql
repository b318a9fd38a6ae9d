-- A mailbox is one person's, however its address is written; a contact that was removed is still told for a while.

alter table contact add column mailbox varchar(320);
alter table contact add column removed_by uuid;
alter table contact add column told_until timestamp(6) with time zone;

-- Where dots make no difference the column stays empty, and the address itself is compared.
update contact set mailbox = regexp_replace(lower(address), '[+][^@]*@', '@')
  where ended_at is null and lower(address) not like '%@gmail.com' and lower(address) not like '%@googlemail.com';

create index contact_mailbox on contact (mailbox);
create index contact_removed_by on contact (removed_by);
