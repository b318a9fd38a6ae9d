-- What is refused to whoever takes an item is refused to whoever judges it: neither the subject nor somebody who reports to them.
-- An older node that still runs writes neither column.
alter table review_item add constraint review_item_about unique (id, subject_id);
alter table review_judgement add column subject_id uuid;
alter table review_judgement add column judge_reports_to uuid;
update review_judgement set subject_id = (select i.subject_id from review_item i where i.id = review_judgement.item_id);
alter table review_judgement add constraint review_judgement_about
  foreign key (item_id, subject_id) references review_item (id, subject_id);
alter table review_judgement add constraint review_judged_not_own check (judged_by <> subject_id);
alter table review_judgement add constraint review_judged_not_of_own_supervisor check (judge_reports_to <> subject_id);
