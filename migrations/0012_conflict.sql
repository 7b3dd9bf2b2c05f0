-- Text being written, and text that lost a conflict: told apart, both kept 30 days.

create table conflict (
    conflict_id bigint generated always as identity primary key,
    pilot_id bigint not null,
    person_id bigint not null references person (person_id),
    -- The sections the text stands for, first and last key in its base. An empty first key is a new section,
    -- which goes after the last.
    section text not null,
    last_section text not null,
    base_number int not null,
    -- The newest revision when the two met.
    latest_number int not null,
    body text not null constraint conflict_body_size check (octet_length(body) <= 1048576),
    summary text not null default '',
    kept_at timestamptz not null,
    -- The result as far as it is written, in place of these sections of this revision.
    result text constraint conflict_result_size check (octet_length(result) <= 1048576),
    result_section text not null default '',
    result_last text not null default '',
    result_base int,
    settled_at timestamptz,
    -- The revision that settled it; null when the writer let the other text stand or it met a third one.
    settled_number int,
    constraint conflict_result_has_base check ((result is null) = (result_base is null)),
    constraint conflict_settled_once check (settled_number is null or settled_at is not null),
    foreign key (pilot_id, base_number) references revision (pilot_id, number),
    foreign key (pilot_id, latest_number) references revision (pilot_id, number),
    foreign key (pilot_id, result_base) references revision (pilot_id, number),
    foreign key (pilot_id, settled_number) references revision (pilot_id, number)
);
create index conflict_of_person on conflict (pilot_id, person_id);

-- Until now only text that lost was kept.
insert into conflict (pilot_id, person_id, section, last_section, base_number, latest_number, body, kept_at)
    select d.pilot_id, d.person_id, d.section, d.section, d.base_number,
        (select max(r.number) from revision r where r.pilot_id = d.pilot_id), d.body, d.saved_at
    from draft d
    where exists (select 1 from revision r where r.pilot_id = d.pilot_id and r.number = d.base_number);
delete from draft;

-- From here on, what is being typed: one text for each revision it was begun on.
alter table draft add column last_section text not null default '';
alter table draft add column summary text not null default '';
alter table draft drop constraint draft_pkey;
alter table draft add primary key (pilot_id, person_id, section, base_number);
alter table draft add constraint draft_body_size check (octet_length(body) <= 1048576);
