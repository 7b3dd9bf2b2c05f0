-- A kept form is given back to its writer alone: to a person, or, where nobody was signed in, to the browser it
-- was typed in until somebody signs in there. What is kept by now belongs to nobody and would have been kept for an hour.
delete from refused_form;
alter table refused_form
    add column person_id bigint references person,
    add column browser_hash bytea constraint refused_form_browser_sha256 check (length(browser_hash) = 32);
alter table refused_form
    add constraint refused_form_has_writer check (person_id is not null or browser_hash is not null),
    -- Who is not known may have 8 KiB kept; the rest is what writing them as JSON can add.
    add constraint refused_form_of_browser_is_short
        check (person_id is not null or octet_length(typed::text) <= 65536);

-- Browsers that somebody signed in with, and who did so last. A browser is known by a random cookie, of which the hash
-- is stored.
create table browser (
    browser_hash bytea primary key constraint browser_hash_sha256 check (length(browser_hash) = 32),
    person_id bigint not null references person,
    signed_in_at timestamptz not null
);
create index browser_age on browser (signed_in_at);
