-- By which edition of matching the path rules of a version judge paths (domain::zone::Matching): a version means what it
-- meant when it was made and signed. The versions there are were made by the first.
alter table zone_version
    add column matching int not null default 1 constraint zone_version_matching check (matching in (1, 2));
