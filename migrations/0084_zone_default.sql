-- The third edition of matching (domain::zone::Matching): a rule that matches everything is its side's default. The
-- versions there are keep theirs.
alter table zone_version drop constraint zone_version_matching;
alter table zone_version add constraint zone_version_matching check (matching in (1, 2, 3));
