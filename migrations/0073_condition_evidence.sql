-- What will show that a condition is met can be left to whoever owns it.
alter table condition
    drop constraint condition_evidence_length,
    add constraint condition_evidence_length check (length(evidence) <= 1000);
