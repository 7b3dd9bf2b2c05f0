-- A comment that was written with another token or App, and may not be edited with the one of now.

alter table told
    -- The code host's id of that comment, which stays as it is: the one that remote_id names takes its place.
    add column former_id bigint;
