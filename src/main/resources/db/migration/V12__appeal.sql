-- A rule can refuse because of risk, and two people who know why can vouch for the person all the same.

-- What the rule found, as names with commas in between; empty while it never objected.
alter table recovery_case add column appeal_signals varchar(100) default '' not null;
alter table recovery_case add column appeal_met_at timestamp(6) with time zone;

-- What an attester was told of it before they signed; empty for a word that is over no appeal.
alter table attestation add column reasons varchar(100) default '' not null;

-- More words than before can stand in what a decision rests on.
alter table recovery_case alter column facts set data type varchar(16000);
