-- In which cases a computer was shown, and when last, is read from the index alone.
-- The old one goes last, so that evidence can be read while the new one is made.
create index case_evidence_means_at on case_evidence (means, proven_at, case_id);
drop index case_evidence_means;
