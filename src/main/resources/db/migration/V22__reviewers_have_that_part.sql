-- Whoever has taken or judged an item has the part of a reviewer in that case, and with that no other.
alter table case_part add constraint case_part_is unique (case_id, person_id, part);
alter table review_item add constraint review_item_of unique (id, case_id);
insert into case_part (case_id, person_id, part, since)
  select distinct i.case_id, i.taken_by, 'REVIEWER', i.opened_at from review_item i
  where i.taken_by is not null and not exists (select 1 from case_part p where p.case_id = i.case_id and p.person_id = i.taken_by)
    and not exists (select 1 from review_item j where j.case_id = i.case_id and j.taken_by = i.taken_by and j.id < i.id);
update review_item set taken_by = null, taken_at = null, taker_reports_to = null
  where taken_by is not null and not exists (select 1 from case_part p
    where p.case_id = review_item.case_id and p.person_id = review_item.taken_by and p.part = 'REVIEWER');
alter table review_item add column taken_part varchar(20) default 'REVIEWER' not null;
alter table review_item add constraint review_taken_as_reviewer check (taken_part = 'REVIEWER');
alter table review_item add constraint review_taken_by_reviewer
  foreign key (case_id, taken_by, taken_part) references case_part (case_id, person_id, part);

alter table review_judgement add column case_id uuid;
update review_judgement set case_id = (select i.case_id from review_item i where i.id = review_judgement.item_id);
insert into case_part (case_id, person_id, part, since)
  select j.case_id, j.judged_by, 'REVIEWER', min(j.judged_at) from review_judgement j
  where not exists (select 1 from case_part p where p.case_id = j.case_id and p.person_id = j.judged_by)
  group by j.case_id, j.judged_by;
alter table review_judgement alter column case_id set not null;
alter table review_judgement add column judged_part varchar(20) default 'REVIEWER' not null;
alter table review_judgement add constraint review_judged_as_reviewer check (judged_part = 'REVIEWER');
alter table review_judgement add constraint review_judgement_of
  foreign key (item_id, case_id) references review_item (id, case_id);
alter table review_judgement add constraint review_judged_by_reviewer
  foreign key (case_id, judged_by, judged_part) references case_part (case_id, person_id, part);
