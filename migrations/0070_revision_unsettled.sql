-- How many terms of a revision were open when it was saved: the text says them in two ways, not clearly or not at all, and nobody
-- settled them. Nobody counted for revisions before this, and what they were sent with stands.
alter table revision add column unsettled integer check (unsettled >= 0);
