-- Comments on the proposal's text, and suggestions to change it.

-- What a thread is about, in the revision it was begun on. A thread is a fact; where its words are in later
-- revisions is worked out and kept in comment_placement.
create table comment_thread (
    comment_thread_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    revision_number int not null,
    section text not null,
    section_title text not null,
    -- Bytes of that revision's body.
    start_byte int not null,
    end_byte int not null,
    -- Empty for a whole section.
    quote text not null,
    quote_before text not null,
    quote_after text not null,
    -- A suggestion: what shall stand in place of the quote. Absent from a comment.
    replacement text,
    author_id bigint not null references person (person_id),
    created_at timestamptz not null,
    constraint comment_thread_range check (0 <= start_byte and start_byte <= end_byte),
    constraint comment_thread_suggestion_quotes check (replacement is null or quote <> ''),
    foreign key (pilot_id, revision_number) references revision (pilot_id, number)
);
create index comment_thread_pilot on comment_thread (pilot_id, comment_thread_id);
create trigger comment_thread_append_only before update or delete on comment_thread
    for each row execute function refuse_change();

-- The first of a thread is what it was begun with; empty where a suggestion speaks for itself.
create table comment (
    comment_id bigint generated always as identity primary key,
    comment_thread_id bigint not null references comment_thread (comment_thread_id),
    author_id bigint not null references person (person_id),
    body text not null constraint comment_body_size check (char_length(body) <= 4000),
    created_at timestamptz not null
);
create index comment_in_thread on comment (comment_thread_id, comment_id);
create trigger comment_append_only before update or delete on comment
    for each row execute function refuse_change();

-- Whom a comment speaks to.
create table comment_mention (
    comment_id bigint not null references comment (comment_id),
    person_id bigint not null references person (person_id),
    primary key (person_id, comment_id)
);
create trigger comment_mention_append_only before update or delete on comment_mention
    for each row execute function refuse_change();

-- A person has read a thread up to a comment.
create table comment_reading (
    comment_reading_id bigint generated always as identity primary key,
    comment_thread_id bigint not null references comment_thread (comment_thread_id),
    person_id bigint not null references person (person_id),
    comment_id bigint not null references comment (comment_id),
    read_at timestamptz not null
);
create index comment_reading_of on comment_reading (comment_thread_id, person_id, comment_id);
create trigger comment_reading_append_only before update or delete on comment_reading
    for each row execute function refuse_change();

-- A thread was resolved, or reopened; the newest counts.
create table comment_resolution (
    comment_resolution_id bigint generated always as identity primary key,
    comment_thread_id bigint not null references comment_thread (comment_thread_id),
    resolved boolean not null,
    person_id bigint not null references person (person_id),
    created_at timestamptz not null
);
create index comment_resolution_of on comment_resolution (comment_thread_id, comment_resolution_id);
create trigger comment_resolution_append_only before update or delete on comment_resolution
    for each row execute function refuse_change();

-- One outcome per suggestion, for ever: the revision it became part of, or why it did not.
create table suggestion_outcome (
    comment_thread_id bigint primary key references comment_thread (comment_thread_id),
    revision_number int,
    reason text not null,
    person_id bigint not null references person (person_id),
    created_at timestamptz not null,
    constraint suggestion_outcome_reason check (revision_number is not null or reason <> '')
);
create trigger suggestion_outcome_append_only before update or delete on suggestion_outcome
    for each row execute function refuse_change();

-- Derived: where a thread's words are in the newest revision; no place while they are lost. Written in the
-- transaction that writes the revision.
create table comment_placement (
    comment_thread_id bigint primary key references comment_thread (comment_thread_id),
    revision_number int not null,
    start_byte int,
    end_byte int,
    constraint comment_placement_range check ((start_byte is null) = (end_byte is null) and start_byte <= end_byte)
);

-- Whose suggestion a revision took up; its author is whoever accepted it.
alter table revision add column suggested_by bigint references person (person_id);
