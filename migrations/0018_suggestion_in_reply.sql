-- A reply can suggest other words, too. What a thread was begun with stays where it is.

alter table comment
    -- What shall stand in place of the words; absent from a reply that only says something.
    add column replacement text,
    -- The words it replaces: those that stood there when it was suggested.
    add column replaced text,
    add constraint comment_replaces check ((replacement is null) = (replaced is null) and replaced <> '');

-- The reply whose suggestion it is; absent where the thread was begun with it. Each suggestion has one outcome.
alter table suggestion_outcome
    add column comment_id bigint references comment (comment_id),
    drop constraint suggestion_outcome_pkey;
create unique index suggestion_outcome_of on suggestion_outcome (comment_thread_id, coalesce(comment_id, 0));
