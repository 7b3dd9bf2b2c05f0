-- What a later revision means for an approval: judged once, when it is saved, and kept for ever. A pair that nobody
-- judged is material.

create table approval_judgement (
    pilot_id bigint not null,
    -- The revision that is approved or asked about.
    older int not null,
    newer int not null,
    -- Of the reader that judged.
    edition int not null constraint approval_judgement_edition_positive check (edition >= 1),
    -- Whether an approval of the older one is outdated by the newer one.
    material boolean not null,
    -- domain::proposal::Change.
    change jsonb not null,
    judged_at timestamptz not null,
    primary key (pilot_id, older, newer),
    foreign key (pilot_id, older) references revision (pilot_id, number),
    foreign key (pilot_id, newer) references revision (pilot_id, number),
    constraint approval_judgement_looks_forward check (older < newer),
    constraint approval_judgement_is_one check (material = (change ->> 'kind' = 'material'))
);
create trigger approval_judgement_append_only before update or delete on approval_judgement
    for each row execute function refuse_change();

-- What stands by now was judged anew for every page. The program judges these pairs once, the first time it starts
-- with this table, and takes them out.
create table approval_judgement_due (
    pilot_id bigint not null,
    older int not null,
    newer int not null,
    primary key (pilot_id, older, newer)
);
insert into approval_judgement_due (pilot_id, older, newer)
    select distinct q.pilot_id, q.revision_number, n.number
    from approval_request q
        join (select r.pilot_id, max(r.number) as number from revision r group by r.pilot_id) n
            on n.pilot_id = q.pilot_id and n.number > q.revision_number
    where not exists (select 1 from approval_withdrawal w where w.approval_request_id = q.approval_request_id);
