-- The flag of a feature, turned on or off. What was entered wrongly is withdrawn with a reason; all of it stays.
create table flag_flip (
    flag_flip_id bigint generated always as identity primary key,
    feature_id bigint not null references feature (feature_id),
    -- The key as the feature declared it then.
    key text not null constraint flag_flip_key check (btrim(key) <> ''),
    is_on boolean not null,
    at timestamptz not null constraint flag_flip_years check (at >= '2000-01-01Z' and at < '2101-01-01Z'),
    note text not null constraint flag_flip_note check (length(note) <= 500),
    entered_by bigint not null references person (person_id),
    entered_at timestamptz not null,
    -- By which token it came; null where a person entered it.
    gate_token_id bigint references gate_token (gate_token_id)
);
create index flag_flip_feature on flag_flip (feature_id, at, flag_flip_id);
create trigger flag_flip_append_only before update or delete on flag_flip
    for each row execute function refuse_change();

create table flag_flip_withdrawal (
    flag_flip_id bigint primary key references flag_flip (flag_flip_id),
    reason text not null constraint flag_flip_withdrawal_reason check (btrim(reason) <> '' and length(reason) <= 500),
    withdrawn_by bigint not null references person (person_id),
    withdrawn_at timestamptz not null
);
create trigger flag_flip_withdrawal_append_only before update or delete on flag_flip_withdrawal
    for each row execute function refuse_change();

select seal_table('flag_flip');
select seal_table('flag_flip_withdrawal');
