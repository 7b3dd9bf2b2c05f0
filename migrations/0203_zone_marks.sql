-- The fourth edition of matching (domain::zone::Matching): where only copy may change, placeholders and markup in a text
-- stay. The versions there are keep theirs.
alter table zone_version drop constraint zone_version_matching;
alter table zone_version add constraint zone_version_matching check (matching in (1, 2, 3, 4));
